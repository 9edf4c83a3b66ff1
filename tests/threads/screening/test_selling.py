"""What a seller of medicine writes, and what people write who ask, warn or tell of such sellers."""

import json
from pathlib import Path

import pytest
from growth import grows_evenly

from forum.threads.screening.selling import of_selling

CASES = Path(__file__).parents[2] / "triage" / "cases"
OFFERS = [
    "Buy tramadol 100mg online without prescription, discreet delivery, whatsapp +44 7700 900123",
    "Tramadol, Xanax, oxycodone for sale. Cash or bitcoin. Text me.",
    "We ship Valium overnight, no script needed!",
    "Pain free again\nI have diazepam 10mg for sale, £1 each, message me",
    "Need oxycodone without a prescription? Reach us on Telegram @painfree. Discreet delivery.",
    "Order Adderall now with overnight shipping and guaranteed delivery. Best prices.",
    "Soma 350mg 100 pills $120, WhatsApp +1 555 010 0199",
    "I bought my pregabalin from Dr Lee, no prescription, add him on WhatsApp +1 555 010 0199",
    "100% legit, not a scam. Buy Xanax online. Discreet packaging worldwide.",
    "All kinds of strong painkillers in stock, no prescription needed, text +1 (555) 010-0199",
    "GABAPENTIN!!! CHEAP!!! OUR ONLINE PHARMACY DELIVERS IN PLAIN PACKAGING!!!",
    "Selling zopiclone and codeine, 2 quid a pill, dm me",
    "I know how bad cramps are. Our shop has baclofen and no doctor is asked. t.me/crampshop",
    "Purchase fentanyl patches without seeing your GP, pay by bitcoin",
    "Good quality modafinil available, price list on wickr: sleepless99",
    "Selling 30 lorazepam, unopened, can send them tomorrow",
    "Got plenty of clonazepam in stock. Telegram only.",
    "Lyrica 150, $2 each, message for details",
    "Bad back? I can hook you up with real tramadol, 1 quid a pill",
    "My supplier sends real oxy and percocet. Hit me up for prices, stealth shipping",
]
NO_OFFERS = [
    "Is it safe to buy tramadol online without a prescription?",
    "is it safe to buy tramadol online without a prescription",
    "Do not buy Xanax from people on WhatsApp. They sell fakes.",
    "Beware of the man on Telegram who writes “buy tramadol, discreet delivery, no prescription”!",
    "A stranger messaged me: they sell diazepam without prescription, £1 each. How do I report it?",
    "I was scammed by a site that said it ships oxycodone overnight. Text me if you know it.",
    "I bought codeine online without a prescription and now I cannot stop. What do I do?",
    "My GP put me on tramadol and Boots delivers it next day. It costs £9.90. Message me to chat.",
    "Order your repeat prescription of gabapentin in the NHS app, with free delivery.",
    "Buy magnesium tablets at any chemist for £5, no prescription needed.",
    "Ibuprofen gel is for sale in every supermarket without a prescription, about £4.",
    "Where can I get zopiclone without a prescription? My doctor says no.",
    "You can get codeine over the counter at a pharmacy without a prescription, ask there.",
    "My brother sells his tramadol on Snapchat and I am afraid for him.",
    "My mum buys pregabalin from a dealer for £2 each. How can I help her?",
    "The police closed a pharmacy that sold fentanyl without prescription and posted it worldwide.",
    "I take tramadol 50mg, four a day. Call me Ann. I sell flowers, £3 each, and stand all day.",
    "Came off diazepam after ten years. Message me if you want to talk, no charge.",
    "Has anyone ordered from a site with discreet delivery of baclofen? I think it is a scam.",
    "Lyrica is back in stock in Leeds. Message me if you want to know which shop.",
    "My friend gets diazepam via Snapchat, £2 each. How do I stop him?",
    "Pregabalin goes for £1 each on the street. Message me if you want to talk.",
    "In session 12 of physio I said that I am on tramadol. I pay cash, £40 each time.",
    "My pharmacy has no baclofen in stock, next day delivery is what they offer. Is that usual?",
    "It is illegal to sell tramadol without a prescription here, and the pills are often fake.",
]

BAITS = [
    "anyone need some tramadol? dm me",
    "Anybody want xanax or valium? Message me",
    "who needs percs? hmu",
    "Does anyone want to buy some pregabalin? Inbox me",
    "Hi all, anyone after zopiclone 7.5? pm me x",
    "Need oxy? Hit my dms",
    "looking for adderall? txt me",
    "Anyone interested in diazepam 10mg? My inbox is open.",
    "do you need any strong painkillers? drop me a message on whatsapp",
    "Struggling to sleep? If you need zopiclone, message me.",
    "Whoever needs codeine, dm me.",
    "u want xanax bars? snap me",
    "Anyone in pain?\nAnyone needing real tramadol?\nTelegram me",
    "if anyone wants gabapentin dm me",
    "anyone need xans? hmu",
    "Hey guys does anybody need tramadol or xanax? Just dm me",
    "who wants some valium? I got you, dm",
    "If u need ambien hit me up",
    "I can get you diazepam, pm me",
    "Anyone want my leftover codeine? pm me",
    "dm me for percocet",
    "Anyone want codeine? Drop me a pm",
    "who needs adderall for finals? dm me",
    "Need ritalin for exams? DM me",
    "anyone want some xanax for the weekend? hmu",
    "whoever needs modafinil for finals, dm me",
]
SURPLUS = [
    "lots of tramadol to shift",
    "Lots of medicines to shift.",
    "got loads of xanax to shift, dm me",
    "Bunch of leftover pregabalin 300mg to offload asap",
    "200 zopiclone 7.5mg to shift today",
    "Tons of codeine to sell",
    "got some percs to move, hmu",
    "diazepam going spare, inbox me",
]
DISGUISED = [
    "Tr4m4dol for sale, dm me",
    "selling x4nax and v4lium, 2 quid each",
    "t.r.a.m.a.d.o.l for sale, message me",
    "x a n a x for sale, cash only",
    "Anyone need some 0xyc0done? dm me",
    "buy xan@x here, no prescription",
    "tram*dol in stock, text me",
    "d1azep4m, va1ium, best prices, hit me up",
    "p-e-r-c-o-c-e-t for sale. Wickr only.",
    "c0deine and pr3gabalin, we ship worldwide overnight",
    "anyone want t.r.a.m.a.d.o.l or z0piclone? dm me",
]
BY_MESSENGER = [
    "Tramadol 50mg available, telegram @meds4you",
    "xanax bars available, snap: barz22",
    "Oxycodone and percocet available now. WhatsApp me on +44 7700 900123",
    "I have plenty of spare diazepam, message me on telegram",
    "Tapentadol avail, wickr sleepless99",
    "Have spare pregabalin 300s, whats app 07700 900123",
    "modafinil available, watsapp me",
    "V-a-l-i-u-m available. DM",
    "Tr4madol 100mg, oxy 30s, percs. Telegram: @pharmaplug",
]
STORIES = [
    "Does anyone need more tramadol than the leaflet says? I feel awful.",
    "Does anyone need tramadol for sciatica? Message me if you want to compare notes.",
    "Anyone need help coming off diazepam? DM me, I did it last year.",
    "Does anyone want to talk about pregabalin withdrawal? pm me",
    "Anyone on gabapentin here? Message me please, I feel alone with it.",
    "Anyone selling tramadol? I am desperate, dm me.",
    "I need tramadol and my doctor will not give it. Message me if you know what else helps.",
    "Need zopiclone to sleep since March. DM me if you have the same.",
    "Looking for others on baclofen, message me.",
    "Who needs codeine every day and still works? Message me.",
    "A man wrote “anyone need some xanax? dm me” under my post. How do I report him?",
    "If someone asks whether you need tramadol, never answer. Message me if it happened to you.",
    "My son got a message: need xanax? snap me. I am scared.",
    "If you need codeine, ask at a pharmacy. Message me if you want to talk.",
    "If you need diazepam every night, that is a sign of dependence.",
    "Anyone want to try heat instead of tramadol? Message me how it went.",
    "Is tramadol available in Spain? Message me if you live there.",
    "Lyrica is available as a generic now. DM me for the leaflet.",
    "Semaglutide is available on prescription only. Contact us for support.",
    "I have spare time, and take gabapentin. Message me to chat.",
    "My supply of diazepam ran out, the next one is on Monday. Any ideas? Message me.",
    "We talk about tramadol and pain in a WhatsApp group, message me to join.",
    "Our group for people on pregabalin is on Telegram @painless99.",
    "On day 4 of no tramadol. Call me 07700 900123 if you want to talk, it helps.",
    "Do you need a prescription for modafinil? Someone told me to message them on Telegram.",
    "I want xanax so badly again. Message me please, anyone.",
    "Took c0deine once (bad phone keyboard) and was sick. Message me if that is usual.",
    "Which is worse, x4nax or valium? My friend takes both, and I worry.",
    "T.R.A.M.A.D.O.L. is what the box says. Is it strong?",
    "do you need tramadol with ibuprofen or is one enough? text me back soon",
    "Who wants tramadol anyway? It made me sick. DM me your stories.",
    "If anyone needs gabapentin at night too, message me what dose your doctor gave.",
    "Does anyone want my old walking stick? I take tramadol so cannot drive. DM me",
    "Need advice on tramadol? Message me, I am a nurse",
    "Anyone need a friend while tapering valium? DM me",
    "Want to stop tramadol? Message me, happy to share my plan",
    "I am looking for tramadol alternatives. message me",
    "Who takes gabapentin? Text me",
    "Anyone need to avoid ibuprofen and take tramadol? dm me",
    "Are you interested in a study about pregabalin? Contact us at the university",
    "Anyone interested in diazepam tapering? Join our telegram group",
    "Does anyone have spare time to talk about codeine? pm me",
    "Tramadol is not available in my town, message me if you know a pharmacy",
    "Pregabalin 300mg available in the hospital only, they told me. contact me",
    "Could anyone tell me what diazepam 5mg does? Message me",
    "do you want ozempic? my doctor asked me. message me what you think",
    "Someone offered me xanax: “need xanax? dm me”. Should I report it?",
    "Anyone needing botox for migraine? Message me, I'd like to hear",
    "Does anyone use baclofen? DM me",
    "who wants to do pilates instead of tramadol? message me",
    "My inbox is open if tramadol withdrawal gets you down",
    "If you want tramadol, you need to see a doctor. Message me if stuck",
    "Are you after ozempic results? message me",
    "Do you take oxy? Text me if you want, I am lonely",
    "I have extra gabapentin because my dose changed. How do I dispose of it?",
    "i have spare gabapentin, can i give it to my mum? message me",
    "Is anyone else on tramadol? Feel free to dm me",
    "Does anyone know if you need tramadol, or is paracetamol enough? message me",
    "If you need gabapentin, your liver is fine, your kidneys may not be. Message me if you like.",
    "My doctor asked do you need codeine? I said no. DM me",
    "Who wants viagra at my age? Text me jokes",
    "Any other women on botox for migraine, my inbox is open",
    "Extra gabapentin at night helped me, ask your doctor. Message me anytime",
    "I have spare diazepam in the cupboard from 2019, is it still good? text me if you know",
    "Tramadol, codeine and gabapentin did nothing for me. Join us on Telegram @painless99",
    "Tramadol, codeine: which is stronger? message me",
    "Someone needs tramadol? That is what the doctor asked, and I said yes. Message me",
    "Anyone needing morphine at the end of life can have it at home. Contact us for help.",
    "They said: anybody want valium? dm me. I reported it.",
    "I have DM type 2 and take ozempic.",
    "Lots of tramadol to shift this pain and still nothing.",
    "It took loads of painkillers to shift it.",
    "Plenty of tablets to shift my cough, none worked. DM me if you have the same",
    "Who needs adderall for finals and cannot get it from the doctor? DM me, I feel alone.",
    "Who needs diazepam for spasms? Message me please.",
    "I have lots of tramadol to get rid of. Where do I bring it?",
    "They had lots of diazepam to sell at school and I am scared.",
    "My dealer had loads of xanax to shift.",
    "Ritalin for exams? My son asks me. Message me what you said to yours.",
    "ozempic available? dm",
    "If anybody needs ketamine treatment, the NHS has it. message me for the link",
    "I want to get off xanax. DM me",
    "We need tramadol on the ward every day, message me if you nurse too",
    "Do you want morphine or not, the nurse said. Message me if you were asked this.",
]


@pytest.mark.parametrize("text", [*BAITS, *SURPLUS, *DISGUISED, *BY_MESSENGER])
def test_an_offer_as_a_question_in_disguise_or_through_a_messenger_is_seen(text: str) -> None:
    assert of_selling(text)


@pytest.mark.parametrize("text", STORIES)
def test_the_same_words_in_a_question_a_warning_or_a_story_offer_nothing(text: str) -> None:
    assert of_selling(text) == []


@pytest.mark.parametrize("text", OFFERS)
def test_an_offer_to_sell_prescription_medicine_is_seen(text: str) -> None:
    assert of_selling(text)


@pytest.mark.parametrize("text", NO_OFFERS)
def test_who_asks_or_warns_or_tells_offers_nothing(text: str) -> None:
    assert of_selling(text) == []


def test_none_of_the_labelled_posts_about_health_is_taken_for_an_offer() -> None:
    files = [path.read_text("utf-8").splitlines() for path in sorted(CASES.glob("*.jsonl"))]
    posts = [json.loads(line) for lines in files for line in lines]
    taken = [post["id"] for post in posts if of_selling(f"{post['title']}\n{post['body']}")]
    assert len(posts) > 50_000
    assert taken == []


def test_what_is_said_of_an_offer_names_the_medicine_and_what_speaks_for_a_sale() -> None:
    assert of_selling(OFFERS[0]) == [
        "offers tramadol for sale: “buy tramadol”, “without prescription”, “discreet delivery”, "
        "“whatsapp +44 7700 900123”"
    ]


@pytest.mark.parametrize(
    "piece",
    [
        "buy ",
        "+44 7700 ",
        "no need to see ",
        "tramadol",
        "need soma? ",
        "anyone need some ",
        "x4n4x ",
        "x.4*",
        "a b c d ",
        "lots of ",
        "200 ",
        "need soma for the ",
    ],
)
def test_a_longer_text_takes_longer_and_no_more(piece: str) -> None:
    assert grows_evenly(of_selling, piece)
