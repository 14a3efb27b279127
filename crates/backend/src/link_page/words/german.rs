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
    task: "Aufgabe",
    if_pressed: "Noch ist nichts geschehen. Wählen Sie die Schaltfläche, um das System zu benachrichtigen, dem die Aufgabe gehört.",
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
    signed_out: (
        "Sie sind nicht angemeldet.",
        "Öffnen Sie den Link auf der Karte erneut und melden Sie sich an.",
    ),
    foreign: (
        "Dieses Konto gilt hier nicht.",
        "Öffnen Sie den Link auf der Karte erneut und melden Sie sich mit einem Konto der Organisation dieses Teams an.",
    ),
    not_yours: (
        "Das kann nur die Person tun, die es eingerichtet hat.",
        "Wenden Sie sich an diese Person oder Ihren Administrator.",
    ),
    stopped: (
        "Die Karten sind angehalten.",
        "Um sie wieder zu starten, öffnen Sie die Einstellungen in Teams, und speichern Sie.",
    ),
    done: ("Erledigt.", "Sie können diese Seite schließen."),
    passed: (
        "Es wurde weitergegeben.",
        "Das System, dem die Aufgabe gehört, hat noch nicht geantwortet. Sehen Sie dort in einer Minute nach.",
    ),
    refused: (
        "Das System, dem die Aufgabe gehört, hat dies abgelehnt.",
        "Öffnen Sie die Aufgabe, um zu sehen, was möglich ist.",
    ),
    unanswered: (
        "Das System, dem die Aufgabe gehört, hat nicht geantwortet.",
        "Erledigen Sie es dort, und informieren Sie Ihren Administrator.",
    ),
    used: (
        "Das wurde schon erledigt.",
        "Öffnen Sie die Aufgabe, um ihren Stand zu sehen.",
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
