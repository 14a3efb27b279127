//! The cards' words in German.

use super::Words;

pub(super) const WORDS: Words = Words {
    created: "Aufgabe erstellt",
    updated: "Aufgabe geändert",
    both: "Erstellte und geänderte Aufgaben",
    task: "Aufgabe",
    assigned_to: "Zugewiesen an",
    shortened: "gekürzt",
    summary: "{n} Aufgabenbenachrichtigungen",
    more: "und {n} weitere",
    test: "Testkarte",
    test_text: "Dieser Kanal ist verbunden.",
    sends: "Gesendet wird",
    configured: "Aufgabenbenachrichtigungen sind eingerichtet",
    gets_created: "Dieser Kanal erhält ab jetzt Benachrichtigungen über erstellte Aufgaben",
    gets_updated: "Dieser Kanal erhält ab jetzt Benachrichtigungen über geänderte Aufgaben",
    gets_both: "Dieser Kanal erhält ab jetzt Benachrichtigungen über erstellte und geänderte Aufgaben",
    type_code: "Sehen Sie diese Karte? Geben Sie auf der Konfigurationsseite {code} ein.",
    created_by: "Erstellt von",
    updated_by: "Geändert von",
    due: "Fällig",
    importance: "Wichtigkeit",
    low: "Niedrig",
    high: "Hoch",
    urgent: "Dringend",
    view_in: "In {host} anzeigen",
    changed: "geändert",
    date: "{day}. {month} {year}",
    months: "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
};
