"""What reads texts: polarity of spans that people labelled."""

from pathlib import Path

from rivalscope.evaluation.suite import Report, Suite

LAPTOPS = "nlp/semeval14/Laptop_Train_v2.xml"
RESTAURANTS = "nlp/semeval14/Restaurants_Train_v2.xml"


def measure_polarity(data: Path | None) -> Report:
    """Polarity of given spans of SemEval-2014 task 4, both domains."""
    # The model takes a second to load, and the other suites need none of it.
    from nlp.build import load_model  # noqa: PLC0415
    from nlp.evaluation import evaluate_polarity, read_semeval  # noqa: PLC0415
    from nlp.findings import register  # noqa: PLC0415

    register()
    model, folder = load_model(), data or Path()
    figures = {
        domain: evaluate_polarity(model, read_semeval(folder / file))
        for domain, file in (("laptops", LAPTOPS), ("restaurants", RESTAURANTS))
    }
    return Report(
        n=sum(figure.n for figure in figures.values()),
        measures={
            f"{domain}.{name}": score
            for domain, figure in figures.items()
            for name, score in figure.scores.items()
        },
    )


POLARITY = Suite(
    name="polarity",
    about="polarity of given spans, SemEval-2014 task 4 (laptops, restaurants)",
    run=measure_polarity,
    needs=(LAPTOPS, RESTAURANTS),
)
