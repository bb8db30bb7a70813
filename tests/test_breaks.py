"""Where the PDF breaks a line: never inside a phone number, nor in an address that fits on one."""

import re

import pytest

from .filled import APPLICATIONS, FORMS, LIAISON, application
from .test_pdf import A4, MARGIN, POPPLER, lines_of_pages, pdf, words

PHONES = [
    ["138-1234-5678", "0512-65123456-8001"],
    ["０５１２-６５１２３４５６ 转 8", "138 1234 5678"],
    ["+86 138 1234 5678", "(0512) 6512 3456 转 1"],
    ["13812345678/0512-65123456", "0512-6512-3456-78901"],
]
EMAILS = ["xuyulan@example.com", "wang.zhe@example.edu.cn"]


def of_leaders(phones, emails):
    pairs = zip(phones, emails, strict=True)
    return application(leaders=[{"name": "王", "phone": p, "email": e} for p, e in pairs])


@POPPLER
@pytest.mark.parametrize("form", APPLICATIONS, ids=lambda form: form.edition)
@pytest.mark.parametrize("phones", PHONES)
def test_a_number_or_address_is_never_broken_inside(phones, form):
    page, *_ = lines_of_pages(pdf(of_leaders(phones, EMAILS), form))
    whole = [one for phone in phones for one in re.split("(?<=/)", phone)]
    for entry in ["".join(one.split()) for one in (*whole, *EMAILS)]:
        assert any(entry in line for line, _, _ in page), entry
    assert all(right <= A4[0] - MARGIN + 1 for _, _, right in page)


@POPPLER
def test_a_mobile_number_of_the_liaison_is_never_broken_inside():
    page, *_ = lines_of_pages(
        pdf({**LIAISON, "mobile": "+86 138-1234-5678"}, FORMS["2025", "liaison"])
    )
    assert any("+86138-1234-5678" in line for line, _, _ in page)


@POPPLER
def test_a_number_or_address_too_long_to_keep_whole_is_all_there():
    phone, email = "0512-65123456 转 8001 或 138-1234-5678 转 2", f"{'w' * 80}@example.com"
    content = pdf(of_leaders([phone], [email]))
    assert "".join(phone.split()) in words(content)
    assert email in words(content)
    page, *_ = lines_of_pages(content)
    assert all(right <= A4[0] - MARGIN + 1 for _, _, right in page)
