//! The pages' words in Brazilian Portuguese.

use super::Words;

pub(super) const WORDS: Words = Words {
    manage: "Notificações do seu canal",
    name: "Nome",
    sends: "Envia",
    created: "Tarefas criadas",
    updated: "Tarefas atualizadas",
    both: "Tarefas criadas e atualizadas",
    state: "Status",
    unproven: "Ativado, nenhum cartão enviado",
    ok: "Ativado",
    failing: "Ativado, o último cartão não chegou",
    off: "Desativado",
    last_card: "Último cartão",
    no_card: "Nenhum",
    made: "Configurado",
    to_change: "Para alterar algo, abra as configurações no Teams e salve.",
    if_stopped: "Se você interromper os cartões, ninguém no canal os receberá. Para retomá-los, salve as configurações no Teams.",
    stop: "Interromper os cartões",
    task: "Tarefa",
    if_pressed: "Nada foi feito ainda. Selecione o botão para avisar o sistema ao qual a tarefa pertence.",
    wrong: (
        "Este link não funciona.",
        "Abra-o novamente a partir do cartão: ele pode ter sido cortado no caminho.",
    ),
    expired: (
        "Este link tem mais de 30 dias.",
        "Use o link de um cartão mais recente.",
    ),
    gone: (
        "O destino deste link foi removido.",
        "Você não precisa fazer nada.",
    ),
    outdated: (
        "Esta página está desatualizada.",
        "Abra novamente o link do cartão.",
    ),
    signed_out: (
        "Você não entrou.",
        "Abra novamente o link do cartão e entre.",
    ),
    foreign: (
        "Esta conta não vale aqui.",
        "Abra novamente o link do cartão e entre com uma conta da organização desta equipe.",
    ),
    not_yours: (
        "Somente a pessoa que configurou pode fazer isso.",
        "Fale com essa pessoa ou com o administrador.",
    ),
    stopped: (
        "Os cartões foram interrompidos.",
        "Para retomá-los, abra as configurações no Teams e salve.",
    ),
    done: ("Feito.", "Você pode fechar esta página."),
    passed: (
        "A solicitação foi transmitida.",
        "O sistema ao qual a tarefa pertence ainda não respondeu. Veja lá em um minuto.",
    ),
    refused: (
        "O sistema ao qual a tarefa pertence recusou.",
        "Abra a tarefa para ver o que é possível.",
    ),
    unanswered: (
        "O sistema ao qual a tarefa pertence não respondeu.",
        "Faça isso lá e avise o administrador.",
    ),
    used: (
        "Isso já foi feito.",
        "Abra a tarefa para ver como está agora.",
    ),
    busy: (
        "Solicitações demais.",
        "Aguarde um minuto e tente novamente.",
    ),
    unavailable: (
        "Isso não é possível agora.",
        "Tente novamente em um minuto.",
    ),
};
