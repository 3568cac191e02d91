"""`ckptx check` with a graph file as the model's side."""

import json

import pytest

from explorer.cli.main import run
from tests.golden_answers import GOLDEN

RUN = GOLDEN / "iris_continued_tf215/models/iris"


@pytest.mark.parametrize("graph", ["model.ckpt-20.meta", "graph.pbtxt"])
def test_a_graph_of_other_widths_is_found_not_to_fit(graph, capsys):
    status = run(["check", str(RUN / "model.ckpt-20"), str(RUN / graph), "--json"])

    told = json.loads(capsys.readouterr().out)
    verdicts = {row["key"]: row["verdict"] for row in told["rows"]}
    assert status == 1
    assert verdicts["dnn/hiddenlayer_0/kernel"] == "shape differs"
    assert verdicts["global_step"] == "restored"
    assert list(verdicts.values()).count("shape differs") == 10


def test_a_graph_file_that_is_none_is_explained(capsys, tmp_path):
    (tmp_path / "graph.pbtxt").write_text("item { id: 1 }")

    status = run(["check", str(RUN / "model.ckpt-20"), str(tmp_path / "graph.pbtxt")])

    assert status == 2
    assert "it is no text graph" in capsys.readouterr().err
