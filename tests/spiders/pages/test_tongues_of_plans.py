"""Pages of plans in languages of many scripts."""

import pytest


@pytest.mark.parametrize(
    ("title", "free", "asked", "corner", "yes", "no"),
    [("الأسعار", "مجانًا", "تواصل معنا", "الميزات", "نعم", "لا"), ("מחירים", "חינם", "צרו קשר", "תכונות", "כן", "לא"), ("Тарифы", "Бесплатно", "По запросу", "Функции", "Да", "Нет"),
     ("Fiyatlar", "Ücretsiz", "Bize ulaşın", "Özellikler", "Var", "Yok"), ("Árak", "Ingyenes", "Egyedi ajánlat", "Funkciók", "Igen", "Nem"),
     ("요금", "무료", "문의하기", "기능", "지원", "미지원"), ("价格", "免费", "联系我们", "功能", "支持", "不支持"), ("Bảng giá", "Miễn phí", "Liên hệ", "Tính năng", "Có", "Không")],
)  # fmt: skip
def test_plans_without_an_amount_are_read_with_what_they_have(read_html, title, free, asked, corner, yes, no):
    card = "<div class=c><h3>{}</h3><p class=price>{}</p><a href=/s>→</a></div>"
    cells = (
        f"<tr><th>SSO</th><td>{no}</td><td>{yes}</td></tr><tr><th>API</th><td>{yes}</td><td>{yes}</td></tr>"
    )
    page = read_html(
        f"<h1>{title}</h1>{card.format('Alfa', free)}{card.format('Beta One', asked)}<table><tr><th>{corner}</th><th>Alfa</th><th>Beta One</th></tr>{cells}</table>"
    )
    assert {plan.name: plan.prices[0].kind.value for plan in page.plans} == {
        "Alfa": "free",
        "Beta One": "contact",
    }
    assert [[claim.status.value for claim in plan.features] for plan in page.plans] == [
        ["absent", "offered"],
        ["offered", "offered"],
    ]
