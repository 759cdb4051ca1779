//! How posts did, where the sign-in may know.

use std::time::Duration;

use galley_core::desk::PostFigures;
use serde_json::json;

use super::rehearsal::Rehearsal;

const READ: &str = "/rest/memberCreatorPostAnalytics";

#[tokio::test(flavor = "multi_thread")]
async fn the_figures_of_a_page_come_in_one_request_under_either_name_of_a_post() {
    let rehearsal = Rehearsal::new().await;
    for number in 1..=3 {
        let (run, urn) = rehearsal.published(&rehearsal.draft_of_page(&format!("Number {number}"))).await;
        let told = json!({"impressions": 200 * number, "members_reached": 90, "clicks": 10, "reactions": 30, "reshares": 10});
        rehearsal.read_by(&urn, told).await;
        let read = rehearsal.desk.read_figures(run).await.unwrap();
        let Some(PostFigures { figures, .. }) = read.post.figures else { panic!("{read:?}") };
        assert_eq!(figures.impressions, Some(200 * number), "{urn}");
        let others = [figures.reached, figures.clicks, figures.reactions, figures.comments, figures.reshares];
        assert_eq!(others, [90, 10, 30, 0, 10].map(Some));
        assert_eq!(figures.engagement, Some(50.0 / (200 * number) as f64));
    }
    let asked = rehearsal.requests("GET", "/rest/organizationalEntityShareStatistics").await;
    assert_eq!(asked.len(), 3);
    assert!(asked[2]["query"].to_string().contains("ugcPosts"), "{}", asked[2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_figures_of_a_member_come_one_by_one() {
    let rehearsal = Rehearsal::new().await;
    for number in 1..=3 {
        let (run, urn) = rehearsal.published(&rehearsal.draft(&format!("Number {number}"), 0)).await;
        rehearsal
            .read_by(&urn, json!({"impressions": 7, "members_reached": 6, "reactions": 5, "reshares": 4}))
            .await;
        assert_eq!(rehearsal.desk.post(run).unwrap().figures_requests, 5);
        let figures = rehearsal.desk.read_figures(run).await.unwrap().post.figures.unwrap().figures;
        let all =
            [figures.impressions, figures.reached, figures.reactions, figures.comments, figures.reshares];
        assert_eq!(all, [7, 6, 5, 0, 4].map(Some));
        assert_eq!((figures.clicks, figures.engagement), (None, None), "nobody asked, nobody knows");
    }
    assert_eq!(rehearsal.requests("GET", READ).await.len(), 15);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_without_the_permission_is_told_its_name_and_asked_with_once_at_most() {
    let rehearsal = Rehearsal::self_serve().await;
    let (run, _) = rehearsal.published(&rehearsal.draft("Mine", 0)).await;
    let refused = rehearsal.desk.read_figures(run).await.unwrap_err();
    assert!(refused.message.contains("r_member_postAnalytics"), "{refused}");
    assert_eq!(rehearsal.requests("GET", READ).await.len(), 0);

    rehearsal.sign_in_claiming(1, "openid profile w_member_social r_member_postAnalytics").await;
    let refused = rehearsal.desk.read_figures(run).await.unwrap_err();
    assert!(refused.message.contains("r_member_postAnalytics"), "{refused}");
    assert_eq!(rehearsal.requests("GET", READ).await.len(), 1, "the other figures are not tried");
    assert!(rehearsal.listed(run).post.figures.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_are_forgotten_after_two_days() {
    let rehearsal = Rehearsal::new().await;
    let (run, urn) = rehearsal.published(&rehearsal.draft_of_page("Two days")).await;
    rehearsal.read_by(&urn, json!({"impressions": 7})).await;
    rehearsal.desk.read_figures(run).await.unwrap();
    rehearsal.clock.pass(Duration::from_secs(47 * 3_600));
    assert!(rehearsal.listed(run).post.figures.is_some());
    rehearsal.clock.pass(Duration::from_secs(2 * 3_600));
    assert!(rehearsal.listed(run).post.figures.is_none());
    let record = rehearsal.desk.library().run(run).unwrap();
    assert_eq!(record.post.figures_at, None, "not only hidden");
}
