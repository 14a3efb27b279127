//! The cards' words in Japanese.

use super::Words;

pub(super) const WORDS: Words = Words {
    created: "タスクが作成されました",
    updated: "タスクが更新されました",
    both: "タスクの作成と更新",
    task: "タスク",
    assigned_to: "担当者",
    shortened: "省略",
    summary: "{n} 件のタスク通知",
    more: "ほか {n} 件",
    test: "テスト カード",
    test_text: "このチャネルは接続されています。",
    sends: "送信内容",
    configured: "タスク通知が設定されました",
    gets_created: "このチャネルは今後、作成されたタスクの通知を受け取ります",
    gets_updated: "このチャネルは今後、更新されたタスクの通知を受け取ります",
    gets_both: "このチャネルは今後、作成および更新されたタスクの通知を受け取ります",
    type_code: "このカードが表示されていますか? 設定ページで {code} と入力してください。",
    created_by: "作成者",
    updated_by: "更新者",
    due: "期限",
    importance: "重要度",
    low: "低",
    high: "高",
    urgent: "緊急",
    view_in: "{host} で表示",
    changed: "変更あり",
    date: "{year}年{month}月{day}日",
    months: "1 2 3 4 5 6 7 8 9 10 11 12",
};
