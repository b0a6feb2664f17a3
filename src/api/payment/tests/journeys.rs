//! Webhooks that come to harm on their way (T11): none has an effect but the whole one, which is sent again.

use super::Server;
use adapters::payment::test_provider::Journey;

#[tokio::test]
async fn a_webhook_that_came_to_harm_is_refused_and_the_whole_one_is_taken_once() {
    let server = Server::start().await;
    for (round, journey) in (1..).zip([
        Journey::WrongSignature,
        Journey::Stale,
        Journey::Changed,
        Journey::Lost,
        Journey::Unanswered,
    ]) {
        let page = server.at_the_page().await;
        server.provider.script_journeys([journey]);
        server.post(&page, "choice=success").await;

        server.until_placed(round).await;

        let events = server.count("select count(*) from payment_events").await;
        assert_eq!((server.orders().await, events), (round, round), "{journey:?}");
    }
    let charges = server.count("select count(*) from test_provider.charges").await;
    assert_eq!(charges, 5);
    server.close().await;
}
