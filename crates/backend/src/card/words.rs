//! Our own words on cards, in the page's languages.

/// A language of the cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    German,
    French,
    Spanish,
    Portuguese,
    Japanese,
    Chinese,
    Arabic,
}

/// Every word there is; `{n}` stands for a number, `{name}` for the
/// configuration's name, `{code}` for what is to be typed.
pub(super) struct Words {
    pub(super) created: &'static str,
    pub(super) updated: &'static str,
    pub(super) both: &'static str,
    pub(super) task: &'static str,
    pub(super) assigned_to: &'static str,
    pub(super) open: &'static str,
    pub(super) event: &'static str,
    pub(super) shortened: &'static str,
    pub(super) summary: &'static str,
    pub(super) more: &'static str,
    pub(super) test: &'static str,
    pub(super) test_text: &'static str,
    pub(super) sends: &'static str,
    pub(super) configured: &'static str,
    pub(super) gets_created: &'static str,
    pub(super) gets_updated: &'static str,
    pub(super) gets_both: &'static str,
    pub(super) configured_as: &'static str,
    pub(super) type_code: &'static str,
}

impl Language {
    #[cfg(test)]
    pub(super) const EACH: [Self; 8] = [
        Self::English,
        Self::German,
        Self::French,
        Self::Spanish,
        Self::Portuguese,
        Self::Japanese,
        Self::Chinese,
        Self::Arabic,
    ];

    /// The language of a locale such as `de-at`; English when there is none.
    /// Who reads Traditional Chinese does not read Simplified.
    pub(crate) fn of(locale: Option<&str>) -> Self {
        let locale = locale.unwrap_or_default().to_ascii_lowercase();
        let mut parts = locale.split(['-', '_']);
        match parts.next().unwrap_or_default() {
            "de" => Self::German,
            "fr" => Self::French,
            "es" => Self::Spanish,
            "pt" => Self::Portuguese,
            "ja" => Self::Japanese,
            "zh" if !matches!(parts.next(), Some("hant" | "tw" | "hk" | "mo")) => Self::Chinese,
            "ar" => Self::Arabic,
            _ => Self::English,
        }
    }

    /// The language's own tag.
    pub(super) fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::French => "fr",
            Self::Spanish => "es",
            Self::Portuguese => "pt-BR",
            Self::Japanese => "ja",
            Self::Chinese => "zh-CN",
            Self::Arabic => "ar",
        }
    }

    pub(super) fn words(self) -> &'static Words {
        match self {
            Self::English => &ENGLISH,
            Self::German => &GERMAN,
            Self::French => &FRENCH,
            Self::Spanish => &SPANISH,
            Self::Portuguese => &PORTUGUESE,
            Self::Japanese => &JAPANESE,
            Self::Chinese => &CHINESE,
            Self::Arabic => &ARABIC,
        }
    }
}

const ENGLISH: Words = Words {
    created: "Task created",
    updated: "Task updated",
    both: "Tasks created and updated",
    task: "Task",
    assigned_to: "Assigned to",
    open: "Open task",
    event: "Event",
    shortened: "shortened",
    summary: "{n} task notifications",
    more: "and {n} more",
    test: "Test card",
    test_text: "This channel is connected.",
    sends: "Sends",
    configured: "Task notifications are set up",
    gets_created: "This channel now gets notifications about created tasks",
    gets_updated: "This channel now gets notifications about updated tasks",
    gets_both: "This channel now gets notifications about created and updated tasks",
    configured_as: "configured as {name}",
    type_code: "Do you see this card? Type {code} on the configuration page.",
};

const GERMAN: Words = Words {
    created: "Aufgabe erstellt",
    updated: "Aufgabe geändert",
    both: "Erstellte und geänderte Aufgaben",
    task: "Aufgabe",
    assigned_to: "Zugewiesen an",
    open: "Aufgabe öffnen",
    event: "Ereignis",
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
    configured_as: "konfiguriert als {name}",
    type_code: "Sehen Sie diese Karte? Geben Sie auf der Konfigurationsseite {code} ein.",
};

const FRENCH: Words = Words {
    created: "Tâche créée",
    updated: "Tâche modifiée",
    both: "Tâches créées et modifiées",
    task: "Tâche",
    assigned_to: "Attribuée à",
    open: "Ouvrir la tâche",
    event: "Événement",
    shortened: "abrégé",
    summary: "{n} notifications de tâches",
    more: "et {n} de plus",
    test: "Carte de test",
    test_text: "Ce canal est connecté.",
    sends: "Envoie",
    configured: "Les notifications de tâches sont configurées",
    gets_created: "Ce canal reçoit désormais des notifications sur les tâches créées",
    gets_updated: "Ce canal reçoit désormais des notifications sur les tâches modifiées",
    gets_both: "Ce canal reçoit désormais des notifications sur les tâches créées et modifiées",
    configured_as: "configuré sous le nom {name}",
    type_code: "Voyez-vous cette carte ? Saisissez {code} sur la page de configuration.",
};

const SPANISH: Words = Words {
    created: "Tarea creada",
    updated: "Tarea actualizada",
    both: "Tareas creadas y actualizadas",
    task: "Tarea",
    assigned_to: "Asignada a",
    open: "Abrir tarea",
    event: "Evento",
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
    configured_as: "configurado como {name}",
    type_code: "¿Ve esta tarjeta? Escriba {code} en la página de configuración.",
};

const PORTUGUESE: Words = Words {
    created: "Tarefa criada",
    updated: "Tarefa atualizada",
    both: "Tarefas criadas e atualizadas",
    task: "Tarefa",
    assigned_to: "Atribuída a",
    open: "Abrir tarefa",
    event: "Evento",
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
    configured_as: "configurado como {name}",
    type_code: "Está vendo este cartão? Digite {code} na página de configuração.",
};

const JAPANESE: Words = Words {
    created: "タスクが作成されました",
    updated: "タスクが更新されました",
    both: "タスクの作成と更新",
    task: "タスク",
    assigned_to: "担当者",
    open: "タスクを開く",
    event: "イベント",
    shortened: "省略",
    summary: "{n} 件のタスク通知",
    more: "ほか {n} 件",
    test: "テストカード",
    test_text: "このチャネルは接続されています。",
    sends: "送信内容",
    configured: "タスク通知が設定されました",
    gets_created: "このチャネルは今後、作成されたタスクの通知を受け取ります",
    gets_updated: "このチャネルは今後、更新されたタスクの通知を受け取ります",
    gets_both: "このチャネルは今後、作成および更新されたタスクの通知を受け取ります",
    configured_as: "構成名: {name}",
    type_code: "このカードが表示されていますか? 構成ページで {code} と入力してください。",
};

const CHINESE: Words = Words {
    created: "任务已创建",
    updated: "任务已更新",
    both: "任务的创建和更新",
    task: "任务",
    assigned_to: "负责人",
    open: "打开任务",
    event: "事件",
    shortened: "已缩短",
    summary: "{n} 条任务通知",
    more: "还有 {n} 条",
    test: "测试卡片",
    test_text: "此频道已连接。",
    sends: "发送内容",
    configured: "任务通知已设置",
    gets_created: "此频道现在会收到有关已创建任务的通知",
    gets_updated: "此频道现在会收到有关已更新任务的通知",
    gets_both: "此频道现在会收到有关已创建和已更新任务的通知",
    configured_as: "配置名称：{name}",
    type_code: "看到这张卡片了吗？请在配置页面上输入 {code}。",
};

const ARABIC: Words = Words {
    created: "تم إنشاء مهمة",
    updated: "تم تحديث مهمة",
    both: "المهام المنشأة والمحدثة",
    task: "المهمة",
    assigned_to: "مسندة إلى",
    open: "فتح المهمة",
    event: "الحدث",
    shortened: "مختصر",
    summary: "إشعارات المهام: {n}",
    more: "و{n} أخرى",
    test: "بطاقة اختبار",
    test_text: "هذه القناة متصلة.",
    sends: "يرسل",
    configured: "تم إعداد إشعارات المهام",
    gets_created: "تتلقى هذه القناة الآن إشعارات عن المهام المنشأة",
    gets_updated: "تتلقى هذه القناة الآن إشعارات عن المهام المحدثة",
    gets_both: "تتلقى هذه القناة الآن إشعارات عن المهام المنشأة والمحدثة",
    configured_as: "تم التكوين باسم {name}",
    type_code: "هل ترى هذه البطاقة؟ اكتب {code} في صفحة التكوين.",
};
