from explorer.gui.item_models.copying import as_csv, as_keys, as_markdown, as_python, as_tsv

HEADER, ROWS = ["Key", "Bytes"], [["=1+1", "-5"], ["a,b|<i>", "2"]]


def test_tsv_has_a_header_and_no_formula_but_numbers_stay_numbers():
    assert as_tsv(HEADER, ROWS) == "Key\tBytes\n'=1+1\t-5\na,b|<i>\t2\n"


def test_csv_quotes_what_needs_it():
    assert as_csv(HEADER, ROWS) == 'Key,Bytes\n\'=1+1,-5\n"a,b|<i>",2\n'


def test_markdown_shows_markup_as_text():
    assert as_markdown(HEADER, ROWS) == (
        "| Key | Bytes |\n| --- | --- |\n| =1+1 | -5 |\n| a,b\\|&lt;i&gt; | 2 |\n"
    )


def test_keys_are_one_a_line_whatever_is_in_them():
    assert as_keys(["a", "b\nc"]) == "a\nb\\nc\n"


def test_python_reads_the_tensors_and_gives_odd_names_as_bytes():
    assert as_python("run/model.ckpt-1", ["w", "w\udcff"]) == (
        "reader = tf.train.load_checkpoint('run/model.ckpt-1')\n"
        "reader.get_tensor('w')\nreader.get_tensor(b'w\\xff')\n"
    )
