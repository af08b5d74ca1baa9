"""The analyst's page: the views of the store in a browser on this machine, read-only, each figure with its words.

Datasette serves the views, their facets, CSV and JSON, and the queries of the cookbook; the pages of a product, a feature and
an evidence are our own. What reaches it is decided in `gate`, what it may read in `storage.viewing`.
"""
