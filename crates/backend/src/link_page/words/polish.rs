//! The pages' words in Polish.

use super::Words;

pub(super) const WORDS: Words = Words {
    manage: "Powiadomienia w Twoim kanale",
    name: "Nazwa",
    sends: "Wysyła",
    created: "Utworzone zadania",
    updated: "Zaktualizowane zadania",
    both: "Utworzone i zaktualizowane zadania",
    state: "Stan",
    unproven: "Włączone, nie wysłano jeszcze żadnej karty",
    ok: "Włączone",
    failing: "Włączone, ostatnia karta nie dotarła",
    off: "Wyłączone",
    last_card: "Ostatnia karta",
    no_card: "Jeszcze brak",
    made: "Skonfigurowano",
    to_change: "Aby coś zmienić, otwórz ustawienia w Teams i zapisz.",
    if_stopped: "Jeśli zatrzymasz karty, nikt w kanale nie będzie ich otrzymywać. Aby je wznowić, zapisz ustawienia w Teams.",
    stop: "Zatrzymaj karty",
    task: "Zadanie",
    if_pressed: "Nic jeszcze nie zrobiono. Wybierz przycisk, aby poinformować system, do którego należy zadanie.",
    wrong: (
        "Ten link nie działa.",
        "Otwórz go ponownie z karty. Mógł zostać po drodze ucięty.",
    ),
    expired: ("Ten link ma ponad 30 dni.", "Użyj linku z nowszej karty."),
    gone: (
        "To, do czego prowadził ten link, zostało usunięte.",
        "Nie musisz nic robić.",
    ),
    outdated: (
        "Ta strona jest nieaktualna.",
        "Otwórz ponownie link z karty.",
    ),
    signed_out: (
        "Nie zalogowano się.",
        "Otwórz ponownie link z karty i zaloguj się.",
    ),
    foreign: (
        "Tego konta nie można tutaj używać.",
        "Otwórz ponownie link z karty i zaloguj się na konto organizacji tego zespołu.",
    ),
    not_yours: (
        "Może to zrobić tylko osoba, która to skonfigurowała.",
        "Zapytaj tę osobę lub administratora.",
    ),
    stopped: (
        "Karty są zatrzymane.",
        "Aby je wznowić, otwórz ustawienia w Teams i zapisz.",
    ),
    done: ("Gotowe.", "Możesz zamknąć tę stronę."),
    passed: (
        "Przekazano dalej.",
        "System, do którego należy zadanie, jeszcze nie odpowiedział. Sprawdź tam za minutę.",
    ),
    refused: (
        "System, do którego należy zadanie, odmówił.",
        "Otwórz zadanie, aby zobaczyć, co jest możliwe.",
    ),
    unanswered: (
        "System, do którego należy zadanie, nie odpowiedział.",
        "Zrób to tam i powiadom administratora.",
    ),
    used: (
        "To już zrobiono.",
        "Otwórz zadanie, aby zobaczyć jego obecny stan.",
    ),
    busy: ("Zbyt wiele żądań.", "Poczekaj minutę i spróbuj ponownie."),
    unavailable: (
        "Nie można tego teraz zrobić.",
        "Spróbuj ponownie za minutę.",
    ),
};
