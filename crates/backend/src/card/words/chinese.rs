//! The cards' words in Chinese.

use super::Words;

pub(super) const WORDS: Words = Words {
    created: "任务已创建",
    updated: "任务已更新",
    both: "任务的创建和更新",
    task: "任务",
    assigned_to: "负责人",
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
    type_code: "看到这张卡片了吗？请在配置页面上输入 {code}。",
    created_by: "创建者",
    updated_by: "更新者",
    due: "截止日期",
    importance: "重要性",
    low: "低",
    high: "高",
    urgent: "紧急",
    view_in: "在 {host} 中查看",
    changed: "已更改",
    date: "{year}年{month}月{day}日",
    months: "1 2 3 4 5 6 7 8 9 10 11 12",
};
