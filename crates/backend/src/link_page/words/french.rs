//! The pages' words in French.

use super::Words;

pub(super) const WORDS: Words = Words {
    manage: "Notifications de votre canal",
    name: "Nom",
    sends: "Envoie",
    created: "Tâches créées",
    updated: "Tâches modifiées",
    both: "Tâches créées et modifiées",
    state: "État",
    unproven: "Activé, aucune carte envoyée",
    ok: "Activé",
    failing: "Activé, la dernière carte n’est pas arrivée",
    off: "Désactivé",
    last_card: "Dernière carte",
    no_card: "Aucune",
    made: "Configuré",
    to_change: "Pour changer quelque chose, ouvrez les paramètres dans Teams et enregistrez.",
    if_stopped: "Si vous arrêtez les cartes, plus personne dans le canal n’en reçoit. Pour les reprendre, enregistrez les paramètres dans Teams.",
    stop: "Arrêter les cartes",
    task: "Tâche",
    if_pressed: "Rien n’a encore été fait. Sélectionnez le bouton pour prévenir le système auquel appartient la tâche.",
    wrong: (
        "Ce lien ne fonctionne pas.",
        "Ouvrez-le à nouveau depuis la carte : il a peut-être été coupé en chemin.",
    ),
    expired: (
        "Ce lien a plus de 30 jours.",
        "Utilisez le lien d’une carte plus récente.",
    ),
    gone: (
        "La cible de ce lien a été supprimée.",
        "Vous n’avez rien à faire.",
    ),
    outdated: (
        "Cette page est périmée.",
        "Ouvrez à nouveau le lien de la carte.",
    ),
    signed_out: (
        "Vous n’êtes pas connecté.",
        "Ouvrez à nouveau le lien de la carte et connectez-vous.",
    ),
    foreign: (
        "Ce compte n’est pas admis ici.",
        "Ouvrez à nouveau le lien de la carte et connectez-vous avec un compte de l’organisation de cette équipe.",
    ),
    not_yours: (
        "Seule la personne qui l’a configuré peut le faire.",
        "Adressez-vous à cette personne ou à votre administrateur.",
    ),
    stopped: (
        "Les cartes sont arrêtées.",
        "Pour les reprendre, ouvrez les paramètres dans Teams et enregistrez.",
    ),
    done: ("C’est fait.", "Vous pouvez fermer cette page."),
    passed: (
        "La demande a été transmise.",
        "Le système auquel appartient la tâche n’a pas encore répondu. Vérifiez-y dans une minute.",
    ),
    refused: (
        "Le système auquel appartient la tâche a refusé.",
        "Ouvrez la tâche pour voir ce qui est possible.",
    ),
    unanswered: (
        "Le système auquel appartient la tâche n’a pas répondu.",
        "Faites-le là-bas et prévenez votre administrateur.",
    ),
    used: (
        "C’est déjà fait.",
        "Ouvrez la tâche pour voir où elle en est.",
    ),
    busy: ("Trop de requêtes.", "Attendez une minute, puis réessayez."),
    unavailable: (
        "C’est impossible pour le moment.",
        "Réessayez dans une minute.",
    ),
};
