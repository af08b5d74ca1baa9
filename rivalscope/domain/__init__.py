"""The words of the trade as frozen dataclasses: standard library only, imported by every room, importing none."""
