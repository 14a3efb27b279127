//! The pages' words in German.

use super::Words;

pub(super) const WORDS: Words = Words {
    manage: "Benachrichtigungen in Ihrem Kanal",
    name: "Name",
    sends: "Sendet",
    created: "Erstellte Aufgaben",
    updated: "Geänderte Aufgaben",
    both: "Erstellte und geänderte Aufgaben",
    state: "Status",
    unproven: "Ein, noch keine Karte gesendet",
    ok: "Ein",
    failing: "Ein, die letzte Karte kam nicht an",
    off: "Aus",
    last_card: "Letzte Karte",
    no_card: "Noch keine",
    made: "Eingerichtet",
    to_change: "Um etwas zu ändern, öffnen Sie die Einstellungen in Teams, und speichern Sie.",
    if_stopped: "Wenn Sie die Karten anhalten, erhält niemand im Kanal mehr welche. Um sie wieder zu starten, speichern Sie die Einstellungen in Teams.",
    stop: "Karten anhalten",
    wrong: (
        "Dieser Link funktioniert nicht.",
        "Öffnen Sie ihn erneut über die Karte. Möglicherweise wurde er unterwegs abgeschnitten.",
    ),
    expired: (
        "Dieser Link ist mehr als 30 Tage alt.",
        "Verwenden Sie den Link auf einer neueren Karte.",
    ),
    gone: (
        "Das Ziel dieses Links wurde entfernt.",
        "Sie müssen nichts tun.",
    ),
    outdated: (
        "Diese Seite ist veraltet.",
        "Öffnen Sie den Link auf der Karte erneut.",
    ),
    not_yours: (
        "Das kann nur die Person tun, die es eingerichtet hat.",
        "Wenden Sie sich an diese Person oder Ihren Administrator.",
    ),
    stopped: (
        "Die Karten sind angehalten.",
        "Um sie wieder zu starten, öffnen Sie die Einstellungen in Teams, und speichern Sie.",
    ),
    busy: (
        "Zu viele Anfragen.",
        "Warten Sie eine Minute, und versuchen Sie es dann noch einmal.",
    ),
    unavailable: (
        "Das geht gerade nicht.",
        "Versuchen Sie es in einer Minute noch einmal.",
    ),
};
