"""What a pasted form may have been read wrongly from is kept where it was put, and marked."""

from tests.test_pasted import TWO_LEADERS, read


def test_a_phone_after_two_names_is_marked_as_it_may_be_of_either():
    found = read("第一负责人：徐玉兰\n第二负责人：顾明\n负责人电话：13812345678\n单位：示例小学")
    assert found.answers["leaders"][1]["phone"] == "13812345678"
    assert found.doubts["leaders.1.phone"] == "whose"
    said = "第一负责人：徐玉兰\n第二负责人：顾明\n第二负责人电话：13812345678\n单位：示例小学"
    assert "leaders.1.phone" not in read(said).doubts
    assert set(read(TWO_LEADERS).doubts) == {"leaders"}


def test_rows_of_a_pasted_table_without_heads_are_marked():
    rows = "2025.3\t报告\t文本\n2025.9\t手册\t文本"
    head = "序号\t起止时间\t成果名称\t成果形式"
    above = "案例名称：减负\n单位：示例小学\n三、预期成果及工作进度\n"
    assert read(above + rows).doubts == {"outcomes": "no-head-row"}
    assert read(f"{above}{head}\n{rows}").doubts == {}
    members = "工作组成员\t姓名\t职务\t承担任务分工\n\t陈静\t教师\t课堂观察\n\t顾明\t教师\t命题"
    assert read(f"案例名称：减负\n单位：示例小学\n{members}").doubts == {}


def test_a_line_like_a_label_in_a_long_text_stays_there_and_is_marked():
    above = "案例名称：减负\n单位：示例小学\n一、问题描述\n2024 年监测结果显示运算偏弱。\n"
    for line in ("联系电话：13812345678", "电子邮箱"):
        found = read(above + line)
        assert found.answers["problem"].endswith(line)
        assert found.doubts == {"problem": "label-inside"}
    assert read(above + "负责人都很重视。").doubts == {}
