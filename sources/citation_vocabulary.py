"""The words that tell citations from asides: in English, Dutch and French, and the commonest in German.

Months and other words of time, signals ("see", "zie ook", "voir"), locators ("p.", "blz."), joints between authors, and what
stands for further authors ("et al.", "e.a.").
"""

import re


def _words(listed: str) -> frozenset[str]:
    return frozenset(re.findall(r"\S+", listed))


def _any_of(patterns: str) -> str:
    """Return an expression for any of the patterns that lines of text list, divided by two spaces; a space is any white space."""
    listed = [pattern for line in patterns.splitlines() for pattern in line.strip().split("  ") if pattern]
    return "(?:" + "|".join(listed).replace(" ", r"\s+") + ")"


YEAR = r"(?:1[5-9]|20)\d\d"

_MONTHS = (
    "january januari janvier jan janv",
    "february februari février feb févr fév",
    "march maart mars mar mrt",
    "april avril apr avr",
    "may mei mai",
    "june juni juin jun",
    "july juli juillet jul juil",
    "august augustus août aug",
    "september septembre sept sep",
    "october oktober octobre oct okt",
    "november novembre nov",
    "december décembre dec déc",
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
MONTH = f"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})"
SEASON = _any_of("spring  summer  autumn  fall  winter  lente  voorjaar  zomer  herfst  najaar  printemps  été  automne  hiver")

# What stands in the place of a year.
UNDATED = _any_of(r"""
    n\.\s?d\.  undated  forthcoming  in press
    z\.\s?d\.  z\.\s?j\.  te verschijnen  in druk
    s\.\s?d\.  à paraître  sous presse
""")

ARTICLES = _words("the a an het een de le la les un une")
# Words that say when, how many or of what, and so name nobody, also where a capital begins them.
TIMES = frozenset(MONTHS) | _words("""
    early mid late since until till before after around about approximately approx circa ca by in from during between as of
    throughout post pre spring summer autumn fall winter fy q1 q2 q3 q4 h1 h2 t1 t2 t3 t4 fiscal financial academic calendar
    year years yr updated published accessed retrieved revised created founded established est born died
    monday tuesday wednesday thursday friday saturday sunday ramadan
    begin eind einde medio halverwege sinds tot voor na rond omstreeks ongeveer vanaf van tijdens tussen anno jaar boekjaar
    lente voorjaar zomer herfst najaar geraadpleegd bijgewerkt gepubliceerd opgericht geboren overleden
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
    début mi fin depuis jusque avant après vers entre en dès pendant environ année ans exercice
    printemps été automne hiver consulté publié fondé créé né mort lundi mardi mercredi jeudi vendredi samedi dimanche
    anfang mitte ende seit
    this that these those its his her their op aan at on to for with bij met dans sur pour
""")
THINGS = _words("""
    population census total estimate estimates figure fig table map graph chart photo number numbers no nr room vision agenda
    horizon
    inwoners bevolking totaal volkstelling schatting tabel kaart grafiek foto
    habitants recensement estimation tableau carte graphique
""")

# With what a sentence may begin before it comes to an author: capitals there name nobody.
OPENERS = _words("""
    however moreover furthermore similarly indeed yet but and or so thus therefore hence recently finally here later also when
    where while although though because since if unlike like both as according following see compare only even still then nor
    echter ook volgens zo daarom bovendien maar want toen hoewel terwijl zie uit zoals en verder
    selon cependant toutefois ainsi comme or mais dans enfin puis voir aussi d’après d'après pour et quand chez
""")
HONORIFICS = _words("dr prof professor mr mrs ms sir dame drs ir mme mlle pr")

# Between a work that was not seen and the one that quotes it.
CITED_IN = _any_of(r"""
    (?:as )?(?:cited|quoted|reported|discussed|noted|shown|argued) (?:in|by)
    (?:geciteerd|aangehaald) (?:in|door)
    cité(?:e|s|es)? (?:dans|par)
""")
# What leads to a citation within brackets, or before one.
SIGNAL = _any_of(r"""
    see(?: (?:also|especially|esp|for example|for instance|generally|further))?  but see  cf  e\.?\s?g  i\.?\s?e  also  compare
    contra  for example  for instance  such as  as in  according to  adapted from  based on  following  sources?  from  after
    zie(?: (?:ook|verder|bijvoorbeeld|bijv|bv|vooral|met name|o\.\s?a))?  vgl  vergelijk  bijv  bijvoorbeeld  bv  o\.\s?a  ook
    aldus  volgens  ontleend aan  gebaseerd op  naar  bron(?:nen)?
    voir(?: (?:aussi|également|notamment|par exemple|par ex|surtout))?  par ex(?:emple)?  p\. ex  notamment  selon  d[’']après
    comparer  in
    siehe(?: auch)?  vergleiche  nach  quelle
""")

# Between a year and the place in the work: ": 12–14", ", pp. 12", ", ch. 3".
LOCATOR_WORD = _any_of(r"""
    pp?  pgs?  pages?  chs?  chap  chapters?  para?s?  paragraphs?  secs?  sections?  sect  arts?  articles?  nos?  num  nn?
    notes?  fn  vols?  volumes?  figs?  figures?  tables?  map  annex  appendix  lines?  pos  loc
    pag  bl  blz  bladzijden?  h  hfst  hoofdstuk  paragraaf  alinea  al  artikel  nr  noot  deel  dl  tabel  kaart  bijlage
    chapitres?  tome  t  tableau  carte  annexe
""")

ET_AL = _any_of(r"""
    et al(?:ii|ia)?  & al  and others  and colleagues  and co-?authors
    e\.\s?a  c\.\s?s  u\.\s?a  en anderen  en collega[’']s
    et coll  et collègues  et autres
""")
ET_AL_LAST = _words("al al. others colleagues co-authors coauthors e.a. e.a c.s. c.s anderen coll coll. collègues autres")
JOINTS = _words("and & en et und")
PARTICLES = _words("van von vom de der den du des la le el al ed bin ibn ben ould ag ten ter te da di do dos del della zu")
CONNECTORS = _words("of for on the and in to van voor der het een sur pour sans aux à au")
ORGANISATIONS = _words("""
    ministry ministries department office bureau institute centre center council committee commission agency organisation
    organization association university union group network federation foundation fund bank society initiative directorate embassy
    government assembly parliament panel secretariat court board authority academy school library mission alliance house
    ministerie departement instituut centrum raad comité commissie agentschap organisatie vereniging universiteit unie bond
    stichting fonds genootschap regering ambassade hof dienst inspectie hogeschool
    ministère département institut conseil agence université groupe réseau fédération fondation banque société gouvernement cour
    service école observatoire
""")

# What refers to a work that was named before, without saying it again.
BACK_REFERENCE = _any_of(r"ibid(?:em)?  idem  op\.\s?cit  loc\.\s?cit  art\.\s?cit  a\.\s?w  t\.\s?a\.\s?p") + r"\b"
