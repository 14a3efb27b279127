//! The cards' words in French.

use super::Words;

pub(super) const WORDS: Words = Words {
    created: "Tâche créée",
    updated: "Tâche modifiée",
    both: "Tâches créées et modifiées",
    task: "Tâche",
    assigned_to: "Attribuée à",
    shortened: "abrégé",
    summary: "{n} notifications de tâches",
    more: "et {n} de plus",
    test: "Carte de test",
    test_text: "Ce canal est connecté.",
    sends: "Envoie",
    configured: "Les notifications de tâches sont configurées",
    gets_created: "Ce canal reçoit désormais des notifications sur les tâches créées",
    gets_updated: "Ce canal reçoit désormais des notifications sur les tâches modifiées",
    gets_both: "Ce canal reçoit désormais des notifications sur les tâches créées et modifiées",
    type_code: "Voyez-vous cette carte ? Saisissez {code} sur la page de configuration.",
    created_by: "Créée par",
    updated_by: "Modifiée par",
    due: "Échéance",
    importance: "Importance",
    low: "Faible",
    high: "Haute",
    urgent: "Urgente",
    view_in: "Afficher dans {host}",
    changed: "modifié",
    date: "{day} {month} {year}",
    months: "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
};
