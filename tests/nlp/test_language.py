import pytest

from nlp.language import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The search is slow but I like the interface.", "en"),
        ("good app", "en"),
        ("Great", "en"),
        ("Die App ist wirklich gut und schnell, aber das Update ist schlecht", "de"),
        ("très bonne application mais trop de publicité", "fr"),
        ("la aplicación es muy buena pero se cierra sola", "es"),
        ("app bellissima ma troppo lenta per me", "it"),
        ("o aplicativo é muito bom mas trava", "pt"),
        ("de app werkt niet goed na de update", "nl"),
        ("aplikacja działa dobrze ale jest za droga", "pl"),
        ("отличное приложение", "ru"),
        ("дуже добре, але повільно, є помилки", "uk"),
        ("ठीक है", "hi"),
        ("很好用的软件", "zh"),
        ("アプリがよく落ちる", "ja"),
        ("좋아요", "ko"),
        ("ممتاز جدا", "ar"),
    ],
)
def test_a_clear_text_is_told(text, language):
    assert detect_language(text) == language


@pytest.mark.parametrize("text", ["", "   ", "12345 !!!", "😍😍", "opppppp", "bahut accha app hai", "\u200b"])
def test_an_unclear_text_is_left_open(text):
    assert detect_language(text) is None
