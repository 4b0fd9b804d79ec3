"""Addresses of moderating, and of what members have to do with it."""

from django.urls import path

from community.forums.moderating.views import asking, deciding, knowledge, log, people, queue
from foundation.addresses import translated

page_patterns = [
    path(translated(nl="forum/beheer/", en="forum/moderation/"), queue.queue, name="moderation_queue"),
    path(
        translated(nl="forum/beheer/melding/<int:pk>/", en="forum/moderation/report/<int:pk>/"),
        queue.decide,
        name="moderation_decide",
    ),
    path(
        translated(nl="forum/beheer/verzoek/<int:pk>/", en="forum/moderation/review/<int:pk>/"),
        queue.answer,
        name="moderation_answer",
    ),
    path(translated(nl="forum/beheer/logboek/", en="forum/moderation/log/"), log.log, name="moderation_log"),
    path(
        translated(nl="forum/beheer/persoon/<int:pk>/", en="forum/moderation/person/<int:pk>/"),
        people.person,
        name="moderation_person",
    ),
    path(
        translated(nl="forum/beheer/onderwerp/<int:pk>/", en="forum/moderation/topic/<int:pk>/"),
        deciding.moderate_topic,
        name="moderate_topic",
    ),
    path(
        translated(nl="forum/beheer/bericht/<int:pk>/", en="forum/moderation/post/<int:pk>/"),
        deciding.moderate_post,
        name="moderate_post",
    ),
    path(
        translated(nl="forum/onderwerp/<int:pk>/naar-kennistool/", en="forum/topic/<int:pk>/to-knowledge-tool/"),
        knowledge.to_knowledge,
        name="topic_to_knowledge",
    ),
    path(
        translated(nl="forum/bericht/<int:pk>/melden/", en="forum/post/<int:pk>/report/"),
        asking.report_post,
        name="report_post",
    ),
    path(
        translated(nl="forum/besluit/<int:pk>/", en="forum/decision/<int:pk>/"), asking.decision, name="forum_decision"
    ),
]
