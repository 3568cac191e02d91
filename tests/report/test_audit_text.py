from explorer.analysis.resume_audit_item import AuditItem
from explorer.report.audit_text import STATE_MARK, STATE_WORD, STATES, topic_words, worst_first


def test_what_is_wrong_comes_first_and_what_no_file_tells_last():
    items = [AuditItem(state, state, (), "") for state in ("unknown", "ok", "missing", "wrong", "ok")]

    assert [item.state for item in worst_first(items)] == ["wrong", "missing", "ok", "ok", "unknown"]


def test_every_state_has_a_mark_and_a_word_of_its_own():
    assert set(STATE_MARK) == set(STATE_WORD) == set(STATES)
    assert len(set(STATE_MARK.values())) == len(set(STATE_WORD.values())) == len(STATES)


def test_a_topic_without_other_words_is_called_by_its_own():
    assert topic_words("learning rate") == "learning rate"
    assert topic_words("iterator") == "input pipeline"
