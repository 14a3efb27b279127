//! The pages' words in Italian.

use super::Words;

pub(super) const WORDS: Words = Words {
    manage: "Notifiche nel canale",
    name: "Nome",
    sends: "Invia",
    created: "Attività create",
    updated: "Attività aggiornate",
    both: "Attività create e aggiornate",
    state: "Stato",
    unproven: "Attivo, nessuna scheda ancora inviata",
    ok: "Attivo",
    failing: "Attivo, l’ultima scheda non è arrivata",
    off: "Disattivato",
    last_card: "Ultima scheda",
    no_card: "Ancora nessuna",
    made: "Data di configurazione",
    to_change: "Per modificare qualcosa, aprire le impostazioni in Teams e salvare.",
    if_stopped: "Se si interrompono le schede, nessuno nel canale le riceverà più. Per riprenderle, salvare le impostazioni in Teams.",
    stop: "Interrompi le schede",
    task: "Attività",
    if_pressed: "Non è stato ancora fatto nulla. Selezionare il pulsante per informare il sistema a cui appartiene l’attività.",
    wrong: (
        "Questo collegamento non funziona.",
        "Aprirlo di nuovo dalla scheda. Potrebbe essere stato troncato lungo il percorso.",
    ),
    expired: (
        "Questo collegamento ha più di 30 giorni.",
        "Usare il collegamento su una scheda più recente.",
    ),
    gone: (
        "La destinazione di questo collegamento è stata rimossa.",
        "Non è necessario fare nulla.",
    ),
    outdated: (
        "Questa pagina non è aggiornata.",
        "Aprire di nuovo il collegamento sulla scheda.",
    ),
    signed_out: (
        "Accesso non effettuato.",
        "Aprire di nuovo il collegamento sulla scheda e accedere.",
    ),
    foreign: (
        "Questo account non è ammesso qui.",
        "Aprire di nuovo il collegamento sulla scheda e accedere con un account dell’organizzazione di questo team.",
    ),
    not_yours: (
        "Può farlo solo la persona che l’ha configurato.",
        "Rivolgersi a quella persona o all’amministratore.",
    ),
    stopped: (
        "Le schede sono interrotte.",
        "Per riprenderle, aprire le impostazioni in Teams e salvare.",
    ),
    done: ("Fatto.", "È possibile chiudere questa pagina."),
    passed: (
        "La richiesta è stata inoltrata.",
        "Il sistema a cui appartiene l’attività non ha ancora risposto. Controllare lì tra un minuto.",
    ),
    refused: (
        "Il sistema a cui appartiene l’attività ha rifiutato.",
        "Aprire l’attività per vedere che cosa è possibile.",
    ),
    unanswered: (
        "Il sistema a cui appartiene l’attività non ha risposto.",
        "Procedere lì e informare l’amministratore.",
    ),
    used: (
        "Questo è già stato fatto.",
        "Aprire l’attività per vedere come è ora.",
    ),
    busy: (
        "Troppe richieste.",
        "Attendere un minuto, quindi riprovare.",
    ),
    unavailable: ("Al momento non è possibile.", "Riprovare tra un minuto."),
};
