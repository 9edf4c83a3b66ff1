"""Messages, reviews and stories about anything else, near to what has passed for a crisis.

Before such text was learnt from, 24 of these 54 lines had a notice as questions, 10 as answers, 17
as comments. `python -m benchmarks.ordinary_text` reads thousands, by others.
"""

import pytest

from forum.triage import Level, assess

MESSAGES = """
Out with the boys tonight, home late.
That would be something to see.
Been thinking about packing all day and the case is still empty.
Left my phone on the bus. Lovely. I hope nobody needs me.
73 more parkruns and I will have done 200.
Tell him I said well done!
I'd rather be told about a spelling mistake than have it stand there for a year.
So nice to be away from work, day two and I have not opened the laptop once.
The point is it gets easier once you're in the habit of writing every day.
Off to the match, wish us luck, we will need it.
Nobody checked if our soup was warm, and it was not.
My mum thinks she liked your post by accident.
Who cares how it looks as long as it works.
I'm not one for talking about it, I just do it.
I think we'll eat at the harbour and then walk it off.
Not long now until the lights go on and the shops go mad.
He said he would be five minutes. I have read the whole paper.
Tired of always being the reserve goalkeeper.
It's over, they lost on penalties again.
I've decided to stop wearing glasses and go for lenses.
I can't stay, the cat is at the vet until six.
Take me back to that beach, please.
"""
REVIEWS = """
I wanted my wife not to be put off by all the buttons, and she is not.
If you have the money do not walk, run, and buy this kettle.
There is probably an easier way to do this, I just have not found it yet.
I quickly found out that the tent was never going to work for us.
The manual is the worst part, you would be better off without it.
I have had the speaker for three weeks and would not be without it.
They will not answer my emails and the telephone line is always busy.
It took them twice as long to get here as they had said.
I paid, waited a month, and in the end cancelled the order.
I told her I was picking up and she said it would be another half hour.
The film goes on for an hour too long and then it just ends.
An evening with nothing left to say, and three hours to say it in.
It is the simple things that keep me coming back: glazed buns, good coffee, quiet.
We got into a quarrel over the bill and they brought us free drinks.
This drill will stay with me for years.
I wish the strap were longer, otherwise I have no complaints.
You can sip tea on the balcony and watch the boats, which is all I wanted.
Nobody would miss the last two chapters.
"""
STORIES = """
When the moon rose they took the path along the river and did not look back.
She gave the keys to her brother and told him to look after the hens.
The flat next door has stood vacant since the spring.
The committee will decide tonight whether the bridge is to be closed.
Profits rose tenfold and the town got a new swimming pool.
He wrote a long letter, sealed the envelope and then forgot to post it.
At last the king was alone, and he said to himself that it was finished.
The election is over and the posters have gone.
I remember asking when the rain would stop and he said by morning.
What would we do without the postman, said the old man, and shut the gate.
My grandfather put the fire out, said goodnight and went to bed.
The train was late, the platform was empty, and there was no way back.
I told myself I was not in love, and wrote to him anyway.
Then they said goodbye to the hosts and drove home singing.
"""


@pytest.mark.parametrize(("kind", "most"), [("question", 0.25), ("answer", 0.1), ("comment", 0.2)])
def test_most_text_about_anything_else_has_no_notice(kind, most):
    lines = [line for text in (MESSAGES, REVIEWS, STORIES) for line in text.strip().splitlines()]
    noticed = [line for line in lines if assess("", line, kind).level > Level.NONE]
    assert len(noticed) <= most * len(lines), noticed
