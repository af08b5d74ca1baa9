from rivalscope.reports.sections.share_of_voice import section


def test_a_platforms_shares_are_told_with_n_and_interval(made):
    report = made.report()
    told = section(report)
    (platform,) = report.share_of_voice.platforms
    first = platform.slices[0]
    assert told.told[0].text.startswith(
        f"g2: of {platform.n:,} reviewers since 23 Nov 2025, Northwind has 31 %"
    )
    assert f"n = {first.n:,}" in told.told[0].text
    assert told.tables[0].head[3:] == ("Northwind", "Kestrel", "Marlow Rooms", "Tarn")
    assert told.tables[0].rows[0][3].value == round(first.share, 4)
    assert len(told.tables[1].rows) == len(platform.months)
    assert len(told.charts) == 1


def test_no_platform_with_two_products_is_not_enough_data(made):
    report = made.report()
    empty = type(report.share_of_voice)(
        platforms=(), pooled=(), shared=(), alone=(("g2", "ours"),), undated=4
    )
    told = section(made.report(share_of_voice=empty))
    assert told.told[0].text.startswith("Not enough data")
    assert "4 reviews without a date and g2, which has one product alone" in told.method
    assert section(made.report(share_of_voice=None)) is None
