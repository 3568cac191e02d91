"""Whatever names a file holds: a display is made, is inert, keeps its size, and shows nothing that cannot be seen."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from hypothesis import given, settings
from hypothesis import strategies as st

import explorer
from explorer.checkpoints.spec import as_spec
from tests.jupyter.test_displays import assert_inert, assert_inert_picture, assert_no_unseen
from tests.report.made_checkpoints import made_checkpoint

odd = st.text(
    st.one_of(
        st.sampled_from("<>&\"'/\\`\0\n\t\x1b\u202e\u2066\u200b\ufeff\udc80\udcff￾🎈"),
        st.characters(exclude_categories=["Cs"]),
    ),
    min_size=1,
    max_size=20,
)
names = st.lists(
    st.one_of(odd, st.builds(lambda text, times: text * times, odd, st.sampled_from([1, 1, 400]))),
    min_size=1,
    max_size=20,
    unique=True,
)


@settings(max_examples=10, deadline=None)
@given(names)
def test_any_names_make_inert_displays_of_a_kept_size(given_names):
    made = made_checkpoint(*((name, "float32", (2,)) for name in given_names))

    for thing in (
        made,
        made.graph,
        made.variable(given_names[0]),
        as_spec(made),
        explorer.compare(made, made_checkpoint()),
        explorer.check_restore(made, made_checkpoint((given_names[0], "float32", (3,)))),
    ):
        bundle = thing._repr_mimebundle_()
        page = assert_inert(bundle["text/html"])
        if "image/svg+xml" in bundle:
            assert_inert_picture(bundle["image/svg+xml"])
        for text in (*bundle.values(), page.text, *page.pictures):
            assert_no_unseen(text)
            assert (
                len(text.encode("utf-8")) <= 200_000
            )  # strict: a lone surrogate would end the kernel's message
        assert repr(thing).isprintable()


def test_displays_have_no_ids_that_a_second_showing_could_repeat():
    opened = explorer.open_checkpoint(explorer.demo_path("guide_net"))
    for thing in (opened, opened.graph):
        html = thing._repr_mimebundle_()["text/html"]
        assert not any("id" in attributes for _, attributes in assert_inert(html).elements)
        assert thing._repr_mimebundle_()["text/html"] == html


def test_threads_show_one_object_alike():
    opened = explorer.open_checkpoint(explorer.demo_path("guide_net"))
    alone = explorer.open_checkpoint(explorer.demo_path("guide_net"))._repr_mimebundle_()

    with ThreadPoolExecutor(8) as pool:
        shown = list(
            pool.map(lambda _: (opened._repr_mimebundle_(), opened.graph._repr_mimebundle_()), range(16))
        )

    assert all(bundle == (alone, shown[0][1]) for bundle in shown)
