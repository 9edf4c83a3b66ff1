"""What a seller of medicine writes, and what people write who ask, warn or tell of such sellers."""

import time

import pytest

from forum.threads.screening.selling import of_selling

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


@pytest.mark.parametrize("text", OFFERS)
def test_an_offer_to_sell_prescription_medicine_is_seen(text: str) -> None:
    assert of_selling(text)


@pytest.mark.parametrize("text", NO_OFFERS)
def test_who_asks_or_warns_or_tells_offers_nothing(text: str) -> None:
    assert of_selling(text) == []


def test_what_is_said_of_an_offer_names_the_medicine_and_what_speaks_for_a_sale() -> None:
    assert of_selling(OFFERS[0]) == [
        "offers tramadol for sale: “buy tramadol”, “without prescription”, “discreet delivery”, "
        "“whatsapp +44 7700 900123”"
    ]


def test_a_long_text_is_read_in_no_time() -> None:
    started = time.perf_counter()
    for text in (
        "buy " * 7_500,
        "+44 7700 " * 3_000,
        "no need to see " * 2_000,
        "tramadol" * 4_000,
        "need soma? " * 3_000,
    ):
        of_selling(text)
    assert time.perf_counter() - started < 1
