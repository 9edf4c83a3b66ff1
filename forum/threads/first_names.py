"""Common first names that are no common words, as a sign that a full name follows. Pure data.

Left out on purpose: those that mean something of their own in a text about health or at the start
of a sentence (Iris, Charley, May, Will, Rose, Hope, Sue, Bill, Carol, Dawn, Heather, …).
"""

_NAMES = """
aaron abdul abigail adam adrian agnes ahmed aisha alan albert alejandro alessandro alex alexander
alexandra alexis ali alice alicia alison amanda amelia amy ana anastasia andre andrea andreas
andrew angela anita anna anne annette annika anthony antonio arthur ashley barbara beatrice ben
benjamin bernard beth bethany betty beverly boris brandon brenda brian bridget bruce callum
cameron camille carla carlos carmen caroline catherine cecilia celine charles charlotte chloe
chris christina christine christopher claire clara clare claudia colin connor craig cynthia daniel
danielle darren david deborah debra denise dennis derek diana diane diego dmitri donald donna
dorothy douglas duncan dylan edith eduardo edward elaine eleanor elena elizabeth ella ellen ellie
emilia emily emma eric erica erik erin esther ethan eugene eva evan evelyn fatima felix fernando
fiona florian frances francesca francis francois frank fred frederick gabriel gareth gary gemma
geoffrey george georgia gerald gerard gillian giovanni giulia glenn gloria gordon graham greg
gregory guillermo hannah hans harold harriet harry hassan heidi helen henry hugh hussein ian
ibrahim ingrid isaac isabel isabella ivan jack jacob jacqueline jake james jamie jan jane janet
janice jason javier jean jeff jeffrey jennifer jeremy jessica jill jim joan joanna joanne joe joel
johanna john johnny jonathan jose joseph joshua joyce juan judith judy julia julian julie justin
jürgen karen karl kate katherine kathleen kathryn katie keith kelly ken kenneth kerry kevin khalid
kimberly klaus konstantin kristen laura lauren laurence lawrence leah lee leo leon leonard lesley
leslie liam linda lisa lorraine louis louise lucas lucia lucy luis lukas luke lynn magdalena
malcolm manuel marco margaret maria marianne marie marilyn mario mark markus martha martin mary
mateo matt matthew maureen maurice max megan melanie melissa mia michael michaela michelle miguel
mohamed mohammad mohammed molly monica monika muhammad nadia nancy naomi natalia natalie natasha
nathan neil nicholas nick nicola nicolas nicole nigel nina noah nora norman oliver olivia oscar
owen pablo pamela patricia patrick paul paula pauline pedro peter philip phillip phyllis pierre
piotr priya rachel rafael rajesh ralph raymond rebecca ricardo richard robert roberto roger roland
ronald rosemary ross roy russell ruth ryan sabine sabrina samantha samuel sandra sara sarah scott
sean sebastian sergei sharon shaun sheila shirley simon sofia sophia sophie stacey stanley stefan
stefanie stephanie stephen steve steven stuart susan susanne suzanne svetlana sylvia tamara tanya
tara ted teresa thea theodore theresa thomas tim timothy tina tobias todd tom tony tracey tracy
trevor ulrike ursula valerie vanessa vera veronica victoria vincent virginia vladimir walter wayne
wendy werner william wolfgang xavier yasmin yolanda yusuf yvonne zachary zoe
"""
FIRST_NAMES = frozenset(_NAMES.split())
