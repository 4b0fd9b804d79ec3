"""Words that say nothing about what somebody looks for, folded."""

DUTCH = frozenset(
    """
    aan al alle als ander andere anders bent bij bijv bijvoorbeeld d da dan dat de deze die dit doe doen doet door dus
    een eens elk elke en er erg etc even ga gaat geen geweest haar had hadden heb hebben hebt heeft hem hen het hier hij
    hoe hoeveel hun iemand iets ik in is ja je jij jou jouw jullie kan kon konden kun kunnen kunt maar mag mee men met
    mij mijn moest moet moeten mogen na naar niet nog nou nu of om omdat ons onze ook op over s t te tegen toch toen tot
    u uit uw van vanaf veel via voor waar waarom wanneer want waren was wat we wel welk welke werd werden wie wij wil
    willen word worden wordt zal ze zelf zich zij zijn zo zoals zou zouden zulke
    """.split()  # noqa: SIM905 - a paragraph reads better than two hundred quotation marks
)
ENGLISH = frozenset(
    """
    a about after all also am an and any are as at be because been before being but by can could did do does doing for
    from get had has have having he her here him his how i if in into is it its just me more most my no nor not of off
    on once one only or other our out over own s same she should so some such t than that the their them then there
    these they this those through to too under until up very was we were what when where which while who whom why will
    with would you your
    """.split()  # noqa: SIM905 - as above
)
STOP_WORDS = {"nl": DUTCH, "en": ENGLISH}
