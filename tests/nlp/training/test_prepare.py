import gzip

import pytest
from spacy.vocab import Vocab

from nlp.training.prepare import grouped, read_documents, to_doc, write_parts
from rivalscope.errors import UsageError

# Made for the tests, in the treebank's format.
MADE = """\
# newdoc id = one
# text = It doesn't sync.
1\tIt\tit\tPRON\tPRP\tCase=Nom|Number=Sing\t4\tnsubj\t_\t_
2-3\tdoesn't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdoes\tdo\tAUX\tVBZ\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\tsync\tsync\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No
4.1\tdata\tdata\tNOUN\tNN\t_\t_\t_\t_\t_
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# text = Bad.
1\tBad\tbad\tADJ\tJJ\t_\t0\troot\t_\tSpaceAfter=No
2\t.\t.\tPUNCT\t.\t_\t1\tpunct\t_\t_

# newdoc id = two
# text = Good
1\tGood\tgood\tADJ\tJJ\t_\t0\troot\t_\t_
"""


@pytest.fixture
def corpus(tmp_path):
    for name in ("train", "dev"):
        with gzip.open(tmp_path / f"en_ewt-ud-{name}.conllu.gz", "wt", encoding="utf-8") as file:
            file.write(MADE)
    return tmp_path


def test_sentences_are_grouped_by_document(corpus):
    documents = read_documents(corpus / "en_ewt-ud-train.conllu.gz")
    assert [len(document) for document in documents] == [2, 1]


def test_a_contraction_is_written_together_and_annotated_apart(corpus):
    document = read_documents(corpus / "en_ewt-ud-train.conllu.gz")[0]
    doc = to_doc(document, Vocab())
    assert doc.text == "It doesn't sync. Bad. "
    assert [token.text for token in doc[:5]] == ["It", "does", "n't", "sync", "."]
    assert doc[3].dep_ == "ROOT"
    assert [sentence.text for sentence in doc.sents] == ["It doesn't sync.", "Bad."]


def test_empty_nodes_are_no_words(corpus):
    document = read_documents(corpus / "en_ewt-ud-train.conllu.gz")[0]
    assert "data" not in [word.text for word in document[0]]


def test_a_group_never_crosses_a_document(corpus):
    documents = read_documents(corpus / "en_ewt-ud-train.conllu.gz")
    assert [len(group) for group in grouped(documents, size=10)] == [2, 1]
    assert [len(group) for group in grouped(documents, size=1)] == [1, 1, 1]


def test_the_parts_are_written_and_dev_is_cut_from_train(corpus, tmp_path):
    parts = write_parts(corpus, tmp_path)
    assert set(parts) == {"train", "dev", "test"}
    assert all(path.is_file() for path in parts.values())


def test_a_missing_treebank_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"no treebank at .*--corpus"):
        write_parts(tmp_path, tmp_path)
