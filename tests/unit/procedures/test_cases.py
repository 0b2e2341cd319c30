from typing import Any

from motcua.procedures.cases import ONLY_CASE, read_cases


def paper(
    name: str, *, originals: int = 1, copies: int | None = None, is_paper: bool = True
) -> dict[str, Any]:
    return {"name": name, "form": "", "originals": originals, "copies": copies, "is_paper": is_paper}


def group(label: str, *names: str) -> dict[str, Any]:
    return {"label": label, "documents": [paper(name) for name in names]}


def compulsory(*groups: dict[str, Any], reviews: tuple[dict[str, str], ...] = ()) -> dict[str, list[str]]:
    cases = read_cases(groups, reviews)
    return {case.label: [d.name for d in case.documents if d.compulsory] for case in cases}


def test_labels_that_say_situations_are_cases() -> None:
    found = compulsory(
        group("(1.1) Đối với công trình không theo tuyến:", "Đơn đề nghị", "Bản vẽ"),
        group("(1.2) Đối với công trình theo tuyến:", "Đơn đề nghị"),
    )
    assert found == {
        "Đối với công trình không theo tuyến": ["Đơn đề nghị", "Bản vẽ"],
        "Đối với công trình theo tuyến": ["Đơn đề nghị"],
    }


def test_papers_to_hand_in_and_to_show_are_one_case() -> None:
    (case,) = read_cases(
        [group("* Giấy tờ phải nộp:", "Tờ khai"), group("* Giấy tờ phải xuất trình:", "Thẻ căn cước")], []
    )
    assert (case.key, case.label) == (ONLY_CASE, "")
    assert [(d.name, d.hand_in, d.compulsory) for d in case.documents] == [
        ("Tờ khai", True, True),
        ("Thẻ căn cước", False, False),
    ]


def test_what_comes_on_top_is_in_every_case_and_never_compulsory() -> None:
    cases = read_cases(
        [
            group("Trường hợp cấp mới:", "Đơn A"),
            group("- Trường hợp ủy quyền thực hiện thủ tục:", "Giấy tờ của người được nhờ"),
            group("Trường hợp cấp lại:", "Đơn B"),
        ],
        [],
    )
    assert [case.label for case in cases] == ["Trường hợp cấp mới", "Trường hợp cấp lại"]
    for case in cases:
        assert [d.compulsory for d in case.documents] == [True, False]
        assert case.documents[1].group == "Trường hợp ủy quyền thực hiện thủ tục:"


def test_an_unknown_label_leaves_one_case_with_nothing_compulsory() -> None:
    groups = (
        group("Trường hợp cấp mới:", "Đơn A"),
        group("Trường hợp cấp lại:", "Đơn B"),
        group("Bản vẽ thiết kế và các phần kèm theo", "Bản vẽ"),
    )
    assert compulsory(*groups) == {"": []}
    assert len(read_cases(groups, [])[0].documents) == 3


def test_conditions_make_a_paper_optional_and_similar_words_do_not() -> None:
    names = ("Đơn đề nghị", "Giấy tờ về trụ sở cư trú", "Hóa đơn khí đốt")
    assert compulsory(group("", *names)) == {"": list(names)}
    for name in ("Sơ đồ (nếu có)", "Giấy tờ khi được yêu cầu", "Văn bản uỷ quyền", "Ảnh, trừ người già"):
        assert compulsory(group("", "Đơn đề nghị", name)) == {"": ["Đơn đề nghị"]}


def test_alternatives_leave_only_the_application_compulsory() -> None:
    assert compulsory(group("", "Một trong các giấy tờ sau", "Giấy A", "1. Đơn đề nghị")) == {
        "": ["1. Đơn đề nghị"]
    }


def test_a_doubtful_row_is_not_compulsory() -> None:
    review = {"reason": "count_suspicious", "field": "document_groups[0].documents[1]", "text": ""}
    assert compulsory(group("", "Đơn đề nghị", "Bản vẽ"), reviews=(review,)) == {"": ["Đơn đề nghị"]}


def test_remarks_are_kept_beside_the_papers() -> None:
    remark = {
        "label": "",
        "documents": [paper("Đơn"), paper("Người nộp mang theo bút", originals=0, is_paper=False)],
    }
    (case,) = read_cases([remark, group("* Lưu ý:", "Nộp sớm thì tốt")], [])
    assert [d.name for d in case.documents] == ["Đơn"]
    assert case.remarks == ("Người nộp mang theo bút", "Nộp sớm thì tốt")


def test_keys_depend_on_the_words_and_not_on_the_place() -> None:
    first = read_cases([group("", "Đơn", "Bản vẽ")], [])[0]
    second = read_cases([group("", "Bản vẽ", "Đơn")], [])[0]
    assert {d.name: d.key for d in first.documents} == {d.name: d.key for d in second.documents}
    twice = read_cases([group("", "Đơn", "Đơn")], [])[0]
    assert len({d.key for d in twice.documents}) == 2


def test_the_same_paper_in_two_groups_has_two_keys() -> None:
    (case,) = read_cases(
        [group("* Giấy tờ phải nộp:", "Đơn"), group("* Giấy tờ phải xuất trình:", "Đơn")], []
    )
    assert len({d.key for d in case.documents}) == 2


def test_cases_of_one_label_can_be_told_apart() -> None:
    cases = read_cases([group("Trường hợp mới", "Đơn A"), group("Trường hợp mới", "Đơn B")], [])
    assert len({case.key for case in cases}) == 2
