"""The folder of a made market: the market file and the taxonomy that the commands are run upon."""

from pathlib import Path

from rivalscope.domain.market import Product, Source, Taxonomy

MARKET = "market.toml"
TAXONOMY = "taxonomy.yml"


def write_folder(folder: Path, products: list[Product], taxonomy: Taxonomy) -> Path:
    """Write the files of a market; return the market file."""
    path = folder / MARKET
    head = [
        "[market]",
        'name = "Made"',
        'timezone = "UTC"',
        'contact = "bench@made.example"',
        f'taxonomy = "{TAXONOMY}"',
    ]
    path.write_text("\n".join([*head, *(_product(one) for one in products), ""]), encoding="utf-8")
    listed = (f'  - name: "{one.name}"\n    aliases: ["{one.aliases[0]}"]\n' for one in taxonomy.features)
    (folder / TAXONOMY).write_text("features:\n" + "".join(listed), encoding="utf-8")
    return path


def _product(product: Product) -> str:
    ours = "\nours = true" if product.ours else ""
    head = f'\n[[products]]\nname = "{product.name}"\nslug = "{product.slug}"{ours}\n'
    return head + "".join(_source(source) for source in product.sources)


def _source(source: Source) -> str:
    return f'\n[[products.sources]]\nkind = "{source.kind.value}"\nurl = "{source.url}"\n'
