//! The pages' words in Spanish.

use super::Words;

pub(super) const WORDS: Words = Words {
    manage: "Notificaciones de su canal",
    name: "Nombre",
    sends: "Envía",
    created: "Tareas creadas",
    updated: "Tareas actualizadas",
    both: "Tareas creadas y actualizadas",
    state: "Estado",
    unproven: "Activado, aún sin tarjetas",
    ok: "Activado",
    failing: "Activado, la última tarjeta no llegó",
    off: "Desactivado",
    last_card: "Última tarjeta",
    no_card: "Ninguna",
    made: "Configurado",
    to_change: "Para cambiar algo, abra la configuración en Teams y guarde.",
    if_stopped: "Si detiene las tarjetas, nadie en el canal las recibirá. Para reanudarlas, guarde la configuración en Teams.",
    stop: "Detener las tarjetas",
    task: "Tarea",
    if_pressed: "Todavía no se ha hecho nada. Seleccione el botón para avisar al sistema al que pertenece la tarea.",
    wrong: (
        "Este vínculo no funciona.",
        "Ábralo de nuevo desde la tarjeta: puede haberse cortado por el camino.",
    ),
    expired: (
        "Este vínculo tiene más de 30 días.",
        "Use el vínculo de una tarjeta más reciente.",
    ),
    gone: (
        "El destino de este vínculo se quitó.",
        "No tiene que hacer nada.",
    ),
    outdated: (
        "Esta página está desactualizada.",
        "Abra de nuevo el vínculo de la tarjeta.",
    ),
    signed_out: (
        "No ha iniciado sesión.",
        "Abra de nuevo el vínculo de la tarjeta e inicie sesión.",
    ),
    foreign: (
        "Esta cuenta no se admite aquí.",
        "Abra de nuevo el vínculo de la tarjeta e inicie sesión con una cuenta de la organización de este equipo.",
    ),
    not_yours: (
        "Solo puede hacerlo la persona que lo configuró.",
        "Consulte a esa persona o a su administrador.",
    ),
    stopped: (
        "Las tarjetas están detenidas.",
        "Para reanudarlas, abra la configuración en Teams y guarde.",
    ),
    done: ("Hecho.", "Puede cerrar esta página."),
    passed: (
        "Se transmitió.",
        "El sistema al que pertenece la tarea aún no ha respondido. Mire allí en un minuto.",
    ),
    refused: (
        "El sistema al que pertenece la tarea lo rechazó.",
        "Abra la tarea para ver qué es posible.",
    ),
    unanswered: (
        "El sistema al que pertenece la tarea no respondió.",
        "Hágalo allí y avise a su administrador.",
    ),
    used: (
        "Esto ya se hizo.",
        "Abra la tarea para ver cómo está ahora.",
    ),
    busy: (
        "Demasiadas solicitudes.",
        "Espere un minuto e inténtelo de nuevo.",
    ),
    unavailable: ("Ahora no es posible.", "Inténtelo de nuevo en un minuto."),
};
