from forum.search.synonyms import called_also, usually_meant


def test_a_lay_name_is_found_by_the_clinical_one_and_back():
    assert ("paraesthesia",) in called_also(["pins", "and", "needles"])
    assert ("pins", "and", "needles") in called_also(["paraesthesia"])


def test_singular_and_plural_are_one_entry():
    assert ("cramp",) in called_also(["charley", "horses"])


def test_a_broader_word_is_searched_too_but_does_not_search_back():
    assert ("sciatica",) in called_also(["trapped", "nerve"])
    assert ("trapped", "nerve") not in called_also(["sciatica"])


def test_no_entry_is_its_own_other_name():
    assert ("cramp",) not in called_also(["cramp"])
    assert ("cramps",) not in called_also(["cramp"])


def test_forms_that_share_no_root_are_one_word():
    assert called_also(["feet"]) == (("foot",),)
    assert called_also(["pregnancy"]) == (("pregnant",),)
    assert ("swollen",) in called_also(["swelling"])


def test_a_word_without_other_names():
    assert called_also(["canal"]) == ()


def test_triage_knows_what_slips_short_forms_and_brands_stand_for():
    assert [usually_meant(word) for word in ("nite", "gp", "nurofen", "canal")] == [
        "night",
        "doctor",
        "ibuprofen",
        "canal",
    ]


def test_what_stands_for_several_words_or_for_one_that_says_nothing_stays():
    assert [usually_meant(word) for word in ("id", "lastnite", "u")] == ["id", "lastnite", "u"]
