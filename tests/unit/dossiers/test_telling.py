"""What citizens are told of: nothing by chance."""

from motcua.dossiers.telling import citizens
from motcua.notices.templates import _shipped
from motcua.procedures.door import standard_workflow


def test_every_act_is_told_or_kept_inside_on_purpose() -> None:
    acts = set(standard_workflow().action_keys())
    told, silent = set(citizens._TEMPLATES), set(citizens._SILENT)
    assert acts - told - silent == set()
    assert told & silent == set()


def test_every_notice_of_an_act_has_words_with_the_frame() -> None:
    for template in {*citizens._TEMPLATES.values(), "changed", "sent_by_post", "lapsing", "redated"}:
        assert _shipped()[template].frame == "frame_citizen"
