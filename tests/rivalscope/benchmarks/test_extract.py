"""The suite `extract` of the benchmark: pages of its own making, and a peer of a known cost."""

import gzip

from rivalscope.benchmarks.extract import PAGES, PageCost, measure, ratio, summary


def test_each_page_is_read_by_both(tmp_path):
    folder = tmp_path / PAGES
    folder.mkdir(parents=True)
    for name in ("0001", "0002", "0003"):
        (folder / f"{name}.html.gz").write_bytes(gzip.compress(b"<!-- made --><h1>Pricing</h1><p>Pro $9</p>"))
    read = []
    costs = list(measure(tmp_path, extract=read.append, every=2))
    assert [cost.name for cost in costs] == ["0001", "0003"]
    assert read == [b"<!-- made --><h1>Pricing</h1><p>Pro $9</p>"] * 2
    assert all(cost.ours > 0 for cost in costs)
    told = summary(costs)
    assert {"ratio", "ratio_untold", "ratio_article"} <= told.keys()


def test_the_ratio_is_the_median_over_pages():
    costs = [PageCost(name=str(n), ours=ours, peer=0.01) for n, ours in enumerate((0.01, 0.02, 0.09))]
    assert round(ratio(costs), 6) == 2
    assert summary(costs)["slowest_cpu_ms"] == 90
