//! The pages' words in Dutch.

use super::Words;

pub(super) const WORDS: Words = Words {
    manage: "Meldingen in uw kanaal",
    name: "Naam",
    sends: "Verzendt",
    created: "Gemaakte taken",
    updated: "Bijgewerkte taken",
    both: "Gemaakte en bijgewerkte taken",
    state: "Status",
    unproven: "Aan, nog geen kaart verzonden",
    ok: "Aan",
    failing: "Aan, de laatste kaart is niet aangekomen",
    off: "Uit",
    last_card: "Laatste kaart",
    no_card: "Nog geen",
    made: "Ingesteld",
    to_change: "Als u iets wilt wijzigen, opent u de instellingen in Teams en slaat u op.",
    if_stopped: "Als u de kaarten stopt, krijgt niemand in het kanaal ze nog. Om ze weer te starten, opent u de instellingen in Teams en slaat u op.",
    stop: "De kaarten stoppen",
    task: "Taak",
    if_pressed: "Er is nog niets gebeurd. Selecteer de knop om het systeem waarbij de taak hoort te informeren.",
    wrong: (
        "Deze koppeling werkt niet.",
        "Open deze opnieuw vanaf de kaart. De koppeling is onderweg mogelijk afgekapt.",
    ),
    expired: (
        "Deze koppeling is ouder dan 30 dagen.",
        "Gebruik de koppeling op een nieuwere kaart.",
    ),
    gone: (
        "Waar deze koppeling naartoe leidde, is verwijderd.",
        "U hoeft niets te doen.",
    ),
    outdated: (
        "Deze pagina is verouderd.",
        "Open de koppeling op de kaart opnieuw.",
    ),
    signed_out: (
        "U bent niet aangemeld.",
        "Open de koppeling op de kaart opnieuw en meld u aan.",
    ),
    foreign: (
        "Dit account kan hier niet worden gebruikt.",
        "Open de koppeling op de kaart opnieuw en meld u aan met een account van de organisatie van dit team.",
    ),
    not_yours: (
        "Alleen de persoon die dit heeft ingesteld, kan dit doen.",
        "Vraag het die persoon of uw beheerder.",
    ),
    stopped: (
        "De kaarten zijn gestopt.",
        "Open de instellingen in Teams en sla op om ze weer te starten.",
    ),
    done: ("Klaar.", "U kunt deze pagina sluiten."),
    passed: (
        "Het is doorgegeven.",
        "Het systeem waarbij de taak hoort, heeft nog niet geantwoord. Kijk daar over een minuut.",
    ),
    refused: (
        "Het systeem waarbij de taak hoort, heeft dit geweigerd.",
        "Open de taak om te zien wat mogelijk is.",
    ),
    unanswered: (
        "Het systeem waarbij de taak hoort, heeft niet geantwoord.",
        "Doe het daar en vertel het uw beheerder.",
    ),
    used: (
        "Dit is al gedaan.",
        "Open de taak om te zien hoe het nu is.",
    ),
    busy: (
        "Te veel aanvragen.",
        "Wacht een minuut en probeer het opnieuw.",
    ),
    unavailable: ("Dit kan nu niet.", "Probeer het over een minuut opnieuw."),
};
