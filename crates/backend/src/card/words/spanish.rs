//! The cards' words in Spanish.

use super::Words;

pub(super) const WORDS: Words = Words {
    created: "Tarea creada",
    updated: "Tarea actualizada",
    both: "Tareas creadas y actualizadas",
    task: "Tarea",
    assigned_to: "Asignada a",
    shortened: "abreviado",
    summary: "{n} notificaciones de tareas",
    more: "y {n} más",
    test: "Tarjeta de prueba",
    test_text: "Este canal está conectado.",
    sends: "Envía",
    configured: "Las notificaciones de tareas están configuradas",
    gets_created: "Este canal recibe ahora notificaciones sobre las tareas creadas",
    gets_updated: "Este canal recibe ahora notificaciones sobre las tareas actualizadas",
    gets_both: "Este canal recibe ahora notificaciones sobre las tareas creadas y actualizadas",
    type_code: "¿Ve esta tarjeta? Escriba {code} en la página de configuración.",
    created_by: "Creada por",
    updated_by: "Actualizada por",
    due: "Vence",
    importance: "Importancia",
    low: "Baja",
    high: "Alta",
    urgent: "Urgente",
    view_in: "Ver en {host}",
    changed: "modificado",
    date: "{day} {month} {year}",
    months: "ene feb mar abr may jun jul ago sept oct nov dic",
};
