"""The terms of use that a new network starts with; editors write later versions in the admin."""

from django.utils import timezone

from community.members.models import Terms

DUTCH = """
<p>Dit netwerk is van en voor bewonersinitiatieven. Met deze afspraken houden we het prettig en veilig.</p>
<h2>Wat je van ons mag verwachten</h2>
<ul>
<li>Lid zijn kost niets.</li>
<li>We vragen alleen wat nodig is: je naam en je e-mailadres. De rest vertel je als je dat wilt, en je kiest zelf
wie het ziet.</li>
<li>We verkopen je gegevens niet, tonen geen reclame en volgen je niet op andere sites.</li>
<li>Je kunt je gegevens altijd meenemen en je account altijd verwijderen. Dat doe je zelf, op Mijn pagina.</li>
</ul>
<h2>Wat we van jou verwachten</h2>
<ul>
<li>Je doet mee onder je eigen naam.</li>
<li>Je schrijft vriendelijk, ook als je het niet eens bent. Je scheldt niet, discrimineert niet en maakt geen
reclame.</li>
<li>Je plaatst alleen teksten en foto's die je mag gebruiken. Staan er mensen op een foto? Dan vinden zij dat
goed.</li>
<li>Wat anderen je hier vertellen gebruik je voor je initiatief, en geef je niet zomaar door.</li>
<li>Je houdt je wachtwoord en je toestel voor jezelf.</li>
</ul>
<h2>Wat je plaatst</h2>
<p>Wat je schrijft blijft van jou. Je geeft het netwerk toestemming om het te tonen en te vertalen, en andere
initiatieven om ervan te leren. Ga je weg, dan blijft wat je met anderen deelde staan, zonder je naam.</p>
<h2>Als het misgaat</h2>
<p>De redactie kan een bericht of pagina weghalen die niet bij deze afspraken past, en vertelt je dan waarom. Helpt
dat niet, dan kan de redactie je account sluiten. Niet mee eens? Laat het de redactie weten. Over je privacy kun je
ook klagen bij de Autoriteit Persoonsgegevens.</p>
<h2>Als de afspraken veranderen</h2>
<p>Dan vragen we je opnieuw of je akkoord gaat. Oude versies blijven op deze pagina staan.</p>
"""
ENGLISH = """
<p>This network is of and for citizens' initiatives. These rules keep it pleasant and safe.</p>
<h2>What you may expect of us</h2>
<ul>
<li>Being a member costs nothing.</li>
<li>We ask only what we need: your name and your e-mail address. The rest you tell if you want to, and you choose
who sees it.</li>
<li>We do not sell your data, show no advertisements and do not follow you on other sites.</li>
<li>You can always take your data along and delete your account. You do so yourself, on My page.</li>
</ul>
<h2>What we expect of you</h2>
<ul>
<li>You take part under your own name.</li>
<li>You write in a friendly way, also when you disagree. You do not insult, discriminate or advertise.</li>
<li>You post only texts and photos that you may use. Are there people in a photo? Then they agree.</li>
<li>What others tell you here you use for your initiative, and do not simply pass on.</li>
<li>You keep your password and your device to yourself.</li>
</ul>
<h2>What you post</h2>
<p>What you write stays yours. You allow the network to show and translate it, and other initiatives to learn from
it. When you leave, what you shared with others stays, without your name.</p>
<h2>When something goes wrong</h2>
<p>The editors can remove a message or page that breaks these rules, and then tell you why. If that does not help,
they can close your account. You disagree? Tell the editors. About your privacy you can also complain to the Dutch
data protection authority (Autoriteit Persoonsgegevens).</p>
<h2>When the rules change</h2>
<p>Then we ask you again whether you agree. Old versions stay on this page.</p>
"""


def start_with_terms() -> None:
    """Make the first version where there is none; it holds from today."""
    if not Terms.objects.exists():
        Terms.objects.create(valid_from=timezone.localdate(), text=DUTCH.strip(), text_en=ENGLISH.strip())
