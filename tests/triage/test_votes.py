from forum.triage.votes import lead, vote, weights


def test_a_vote_holds_a_weight_for_each_level():
    assert weights(vote(7, [1, -2, 0, 300, -32_000])) == [1, -2, 0, 300, -32_000]


def test_the_sum_of_votes_holds_the_sums_of_their_weights():
    assert weights(vote(1, [5, -5, 0, 1, -1]) + vote(2, [-7, -7, 0, 1, 1])) == [-2, -12, 0, 2, 0]


def test_no_vote_is_nothing():
    assert weights(0) == [0, 0, 0, 0, 0]


def test_votes_of_the_same_weights_differ_by_their_number():
    assert vote(1, [1, 1, 1, 1, 1]) != vote(2, [1, 1, 1, 1, 1])


def test_a_vote_leads_by_the_difference_of_its_weights():
    mixed = vote(7, [1, -2, 0, 300, -32_000])
    assert [lead(mixed, 3, 1), lead(mixed, 1, 3), lead(mixed, 0, 0)] == [302, -302, 0]
