"""Sadness is not a wish to die: heartbreak, grief, shame and worry must not ring the gravest bell.

Nothing was learnt from these posts; their twins say the one thing more that makes a crisis.
"""

from forum.triage import Level, assess

SAD = [
    (
        "My wife and I separated in the spring after eleven years. She says she needs room and I "
        "have moved into a small flat near the station. I see the children every second weekend "
        "and the house feels so empty when they go. I do not sleep well, I cry in the car on the "
        "way to work, and my appetite has gone. My brother says I should find a hobby. The pain "
        "of it sits on my chest like a stone some evenings and nothing seems to matter much. I am"
        " not in any danger, I just want to know how long other people needed until they felt "
        "like themselves again, and whether talking to a counsellor was worth the money."
    ),
    (
        "I moved my sister and her boys in with me last year because I felt so bad that they had "
        "lost their home, and now I feel used. She promised to pay a share of the bills and has "
        "not paid one since August. I work two jobs, my own daughter has to share her room, and "
        "whenever I bring it up she cries and says that I never loved her. My father told me to "
        "throw her out, my friends say the same. I cannot go on paying for everyone. I lie awake "
        "over it and I am angry all the time. How do I tell her that she has to leave without "
        "breaking the family apart for good?"
    ),
    (
        "My dad was told three weeks ago that the cancer in his pancreas has spread to his liver "
        "and that it cannot be operated on. They offer chemotherapy to give him time. He is "
        "seventy one, was always strong, and now he hardly eats and weighs fifty eight kilos. My "
        "mother does not want him to know how bad it is. I do not know how to look him in the "
        "eye. I feel helpless and sad and I keep thinking of the end. Has anyone here gone "
        "through this with a parent, did the treatment help him to live longer or only make him "
        "weaker, and what should we ask the doctors at the next appointment?"
    ),
    (
        "My fiance has bipolar disorder and will not take his tablets because he says that they "
        "make him flat. For the past two months he has picked a fight with me over anything, my "
        "new job, the people I work with, a phone call from my ex. He shouts, then he says sorry "
        "and that I am the only good thing in his life, and the next day it starts again. I love "
        "him but I am so tired and I have started to feel that everything is my fault. My mother "
        "wants me to come home. How do other couples live with this, and how do I get him to see "
        "his doctor?"
    ),
    (
        "When I am at work with the lads I am fine, we laugh and get on with it. When I come home"
        " and the telly is on I get very low, and the smallest thing has me in tears, a song or a"
        " hospital programme with an older woman in it. My mum passed away six years ago and I "
        "never talked to anyone about it, that is not how we do things in my family. It has been "
        "like this for a good few months now. I do not want a fuss. Is this grief so long after, "
        "would a doctor even listen, and what would they do with a man of forty four who cannot "
        "stop crying?"
    ),
    (
        "My boyfriend and I broke up on Sunday after two years and I keep crying. How do people "
        "get over it?"
    ),
    (
        "I can't take the noise from upstairs any more, I haven't had a quiet night since they "
        "moved in. Ear plugs?"
    ),
    (
        "Feeling really low since my dog died in March. I still go to work but I don't enjoy "
        "anything. Is that normal?"
    ),
    (
        "My boss shouts at me in front of everyone and I dread every Monday. I'm done with this "
        "job. Any advice for the stress headaches?"
    ),
    "It kills me to see my dad so thin after the chemo. What can I cook for him?",
    "i feel so alone since i moved for uni, nobody talks to me and i just sit in my room",
    "I give up on physio. Twelve sessions and my shoulder is the same.",
    "I hate my body after the baby and I cry every time I look in the mirror",
    "My mother in law is ruining our marriage. I want it to stop. What would you do?",
    "We lost our baby at nine weeks. I am heartbroken and don't know how to tell his parents.",
    (
        "Everything is too much at the moment, three kids, no sleep, husband away. How do you all"
        " cope?"
    ),
    "exam results were awful and my parents are so disappointed, feel like a failure",
    "I can't go on paying for everyone.",
    "My wife left me and took the kids. I don't know what to do with myself in the evenings.",
    (
        "I have had depression for years, tablets help, but this winter it is back and I sleep "
        "twelve hours a day."
    ),
    "he cheated on me and i feel worthless and stupid, cant stop thinking about it",
    (
        "Lost my job at the mill on Friday after nineteen years. Sixty next month. Who takes on a"
        " man my age?"
    ),
    (
        "my best friend has stopped answering me and i dont know what i did, it makes me want to "
        "cry all day"
    ),
    (
        "Since the divorce I eat toast over the sink and watch rubbish till two. Just venting "
        "really."
    ),
    ("Our son is being bullied about his weight and comes home in tears. How do I build him up?"),
    (
        "I feel like a burden to my daughter since the hip operation, she does all my shopping. "
        "How do others manage to stay independent?"
    ),
    "I'm so ashamed of my skin I wear long sleeves in July.",
    "Nan died at Easter and Grandad just sits in her chair. How do we get him out a bit?",
    "so tired of hospital appointments, every week another one and nobody reads the notes",
    (
        "My husband has gone back to drinking. I love him but I am at the end of my rope with "
        "him. Al-Anon any good?"
    ),
    "I miss my mum every day. She would have known what to put on this rash.",
    (
        "Panicked on the bus again this week, heart going, thought everyone was staring. It has "
        "been like that since college. Does CBT help?"
    ),
    "Honestly this brace is the end of me, six weeks to go.",
    "I failed the driving test a fourth time and I feel so stupid. Magnesium for nerves?",
    (
        "He proposed to her three months after leaving me. I can't eat and I don't sleep, it has "
        "been five weeks."
    ),
    (
        "I was abused as a boy and only now, at fifty, I talk about it with a counsellor. I feel "
        "lighter but so tired after each session. Is that usual?"
    ),
]
CRISES = [
    "My wife left me and took the kids. I have written them each a letter for after I'm gone.",
    ("My boyfriend and I broke up on Sunday and I have been counting the tablets in the drawer."),
    "Feeling low since my dog died in March. Some nights I hope I don't wake up.",
    "i feel so alone since i moved for uni, last night i cut my arms again",
    (
        "I feel like a burden to my daughter since the hip operation. She'd be better off if I "
        "weren't here."
    ),
    "Lost my job at the mill on Friday. I know which bridge.",
    "We lost our baby and I don't want to live without her.",
    "exam results were awful, feel like a failure, theres no point carrying on",
]


def in_crisis(posts):
    return [post for post in posts if assess("", post).level == Level.CRISIS]


def test_most_sad_posts_are_not_taken_for_a_crisis():
    assert len(in_crisis(SAD)) <= 10, in_crisis(SAD)


def test_a_crisis_in_the_same_voice_is_found():
    assert in_crisis(CRISES) == CRISES


def test_who_sees_no_point_in_going_on_needs_no_i_to_say_so():
    said = (
        "My marks were awful, there's no point carrying on.",
        "what's the point of going on",
        "Thirty years of this. What is the point of being alive.",
    )
    assert in_crisis(said) == list(said)


def test_no_point_in_going_on_with_a_cure_or_living_by_a_road_is_no_crisis():
    said = (
        "My physio says there is no point going on with the exercises until the swelling is down.",
        "Is there any point living near the sea for asthma?",
        "There was no point carrying on with this brace, it rubbed. Which one do you wear?",
    )
    assert in_crisis(said) == []


def test_a_calm_question_speaks_against_a_crisis():
    told = (
        "I had enough of the old pillow, it's in the garage now. Would a feather one be better?",
        "I was picked for the second team, not the first, and I wanted to disappear. Mum says it's "
        "only netball. My ankle's strong again at least. Tape or no tape?",
        "I've decided not to have the second operation, the surgeon agrees. I can walk, I can "
        "sleep, I can pick up the baby. Would Nordic poles take some weight off?",
    )
    assert in_crisis(told) == []


def test_a_question_about_what_stands_before_it_is_not_calm():
    said = "I wake at four and plan how I would do it. By breakfast it's gone. Does that count?"
    assert in_crisis([said]) == [said]
