"""Copies, regions left out and the order of schools in 附件3."""

from forms.summary import summarise
from knowledge.tables import sorting_key

from .filled import FORMS
from .test_summary import QUOTAS, codes, reading, region, several


def test_copies_of_a_case_count_once_against_the_quotas():
    copies = [reading("案例0"), reading("案例0 ")]
    assert codes(region(), *several(3), *copies) == ["same-case"]
    direct = several(3, filed_as="direct_school", unit="直属学校", region="")
    assert codes(*direct, *direct[:1]) == ["same-case"]
    unsaid = reading("案例0", filed_as="unsure")
    assert codes(region(), unsaid, *several(3)) == ["same-case", "not-said"]


def test_a_case_without_its_region_leaves_both_levels_open_and_not_forgotten():
    there = [region(), region(region="乙区")]
    lost = reading(region="")
    assert "no-school-case" in codes(*there)
    assert codes(*there, lost).count("no-school-pending") == 2
    lost_region = reading("另一个", filed_as="region", unit="另一局", region="")
    assert codes(*there, lost_region).count("no-school-case") == 2


def test_units_are_sorted_by_their_sounds():
    names = ["吴江一小", "昆山小学", "常熟小学", "吴江二小"]
    given = [reading(f"案例{number}", unit=name) for number, name in enumerate(names)]
    rows = summarise(given, FORMS, QUOTAS, sorting_key).rows["2025"]
    assert [row[2] for row in rows] == ["常熟小学", "昆山小学", "吴江二小", "吴江一小"]
