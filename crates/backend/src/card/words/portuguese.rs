//! The cards' words in Portuguese.

use super::Words;

pub(super) const WORDS: Words = Words {
    created: "Tarefa criada",
    updated: "Tarefa atualizada",
    both: "Tarefas criadas e atualizadas",
    task: "Tarefa",
    assigned_to: "Atribuída a",
    shortened: "abreviado",
    summary: "{n} notificações de tarefas",
    more: "e mais {n}",
    test: "Cartão de teste",
    test_text: "Este canal está conectado.",
    sends: "Envia",
    configured: "As notificações de tarefas estão configuradas",
    gets_created: "Este canal agora recebe notificações sobre tarefas criadas",
    gets_updated: "Este canal agora recebe notificações sobre tarefas atualizadas",
    gets_both: "Este canal agora recebe notificações sobre tarefas criadas e atualizadas",
    type_code: "Está vendo este cartão? Digite {code} na página de configuração.",
    created_by: "Criada por",
    updated_by: "Atualizada por",
    due: "Vencimento",
    importance: "Importância",
    low: "Baixa",
    high: "Alta",
    urgent: "Urgente",
    view_in: "Ver em {host}",
    changed: "alterado",
    date: "{day} de {month} de {year}",
    months: "jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.",
};
