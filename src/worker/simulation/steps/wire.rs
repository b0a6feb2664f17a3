//! What becomes of calls and letters on their way.

use crate::simulation::bank::{BackState, Mood};
use crate::simulation::wire::{NAME, Reply};
use crate::simulation::world::{Broken, Heard, Letter, Task, World, refused_event};
use adapters::payment::Headers;
use app::payment::receive_event;
use chrono::Duration;

/// What becomes of one call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It arrives and is answered.
    Whole,
    /// It arrives; the answer takes its time.
    AnsweredLater,
    /// It never arrives.
    Lost,
    /// It is given up, and arrives later.
    Late,
    /// It arrives, and the answer is lost.
    AnswerLost,
    /// It arrives twice.
    Twice,
}

/// Something becomes of one of the calls.
pub async fn call(world: &mut World) -> Result<(), Broken> {
    if world.tasks.is_empty() {
        return Ok(());
    }
    let at = world.chance.below(world.tasks.len());
    let task = world.tasks.remove(at);
    if task.reply.is_some() {
        let is_lost = world.chance.percent(world.weather.losses / 2);
        return answer(world, task, is_lost).await;
    }
    let bad = [
        (3, Fate::Lost),
        (3, Fate::Late),
        (3, Fate::AnswerLost),
        (2, Fate::Twice),
        (3, Fate::AnsweredLater),
    ];
    let fate = if world.chance.percent(world.weather.losses) {
        world.chance.weighted(&bad)
    } else if world.chance.percent(30) {
        Some(Fate::AnsweredLater)
    } else {
        None
    };
    deal(world, task, fate.unwrap_or(Fate::Whole)).await
}

async fn deal(world: &mut World, mut task: Task, fate: Fate) -> Result<(), Broken> {
    let Some(question) = task.call.as_ref().map(|call| call.question.clone()) else {
        return Ok(());
    };
    let arrives = !matches!(fate, Fate::Lost | Fate::Late);
    let mut word = format!("{fate:?}").to_lowercase();
    if arrives {
        let mood = if world.chance.percent(world.weather.moods) {
            world.chance.pick(&[Mood::Refusing, Mood::Slow])
        } else {
            None
        };
        let now = world.time.bank.now();
        let reply = world.bank.answer(&question, mood.unwrap_or(Mood::Kind), now);
        word = format!("{word}, {}", reply.word());
        task.reply = Some(reply);
    }
    world.trace.line(format!("{}: {} {word}", task.label, question.word()));
    if matches!(fate, Fate::Late | Fate::Twice) {
        world.strays.push(question);
    }
    match fate {
        Fate::AnsweredLater => {
            world.tasks.push(task);
            Ok(())
        }
        Fate::Whole | Fate::Twice => answer(world, task, false).await,
        Fate::Lost | Fate::Late | Fate::AnswerLost => answer(world, task, true).await,
    }
}

/// The verb hears the bank's answer, or that nothing came.
pub async fn answer(world: &mut World, mut task: Task, is_lost: bool) -> Result<(), Broken> {
    let reply = task.reply.take().filter(|_| !is_lost).unwrap_or(Reply::Lost);
    if let Some(call) = task.call.take() {
        // The verb is there: it waits for exactly this.
        drop(call.answer.send(reply));
    }
    world.go_on(task).await.map(drop)
}

/// A call is answered without a fault.
pub async fn settle(world: &mut World) -> Result<(), Broken> {
    let task = world.tasks.remove(0);
    if task.reply.is_some() {
        return answer(world, task, false).await;
    }
    deal(world, task, Fate::Whole).await
}

/// A call that nobody waits for arrives, or never does.
pub fn stray(world: &mut World) {
    if world.strays.is_empty() {
        return;
    }
    let at = world.chance.below(world.strays.len());
    let question = world.strays.remove(at);
    if world.chance.percent(70) {
        arrive(world, &question);
    }
}

pub fn arrive(world: &mut World, question: &crate::simulation::wire::Question) {
    let reply = world.bank.answer(question, Mood::Kind, world.time.bank.now());
    let attempt = world.trace.name("attempt", question.attempt_id());
    world
        .trace
        .line(format!("late: {} {attempt}, {}", question.word(), reply.word()));
}

/// The bank moves a refund on.
pub fn turn_back(world: &mut World) {
    let open = world.bank.backs.iter().filter(|back| back.state == BackState::Pending);
    let open: Vec<_> = open.map(|back| back.refund_id).collect();
    let Some(refund_id) = world.chance.pick(&open) else {
        return;
    };
    let fails = world.chance.percent(world.weather.moods);
    let state = if fails { BackState::Failed } else { BackState::Done };
    let name = world.trace.name("refund", refund_id);
    world.trace.line(format!("{name} is {state:?}"));
    world.bank.turn_back(refund_id, state, world.time.bank.now());
}

/// The bank sends one of its news, whether or not it has sent it before.
pub fn send(world: &mut World) {
    let unheard: Vec<usize> = (0..world.bank.news.len())
        .filter(|at| !world.bank.news[*at].is_heard)
        .collect();
    let Some(news) = world.chance.pick(&unheard) else {
        return;
    };
    post(world, news);
}

pub fn post(world: &mut World, news: usize) {
    let event = &world.bank.news[news];
    let signed = world.secret.sign(&event.id, world.time.bank.now(), &event.body);
    world.trace.line(format!("letter {news} is sent: {}", event.kind));
    world.letters.push(Letter { news, signed });
}

/// Something becomes of one of the letters.
pub async fn letter(world: &mut World) -> Result<(), Broken> {
    if world.letters.is_empty() {
        return Ok(());
    }
    let at = world.chance.below(world.letters.len());
    if world.chance.percent(world.weather.losses / 2) {
        let letter = world.letters.remove(at);
        world.trace.line(format!("letter {} is lost", letter.news));
        return Ok(());
    }
    if world.chance.percent(world.weather.losses / 2) {
        return forge(world, at).await;
    }
    let letter = world.letters.remove(at);
    if world.chance.percent(world.weather.losses / 2) {
        // Twice.
        world.letters.push(Letter {
            news: letter.news,
            signed: letter.signed.clone(),
        });
    }
    let is_answer_lost = world.chance.percent(world.weather.losses / 2);
    deliver(world, letter, is_answer_lost).await
}

/// A letter comes to the shop.
pub async fn deliver(world: &mut World, letter: Letter, is_answer_lost: bool) -> Result<(), Broken> {
    let body = world.news(&letter).body.clone();
    let headers = headers(&letter);
    let app = world.app.clone();
    world
        .start(format!("letter {}", letter.news), None, async move {
            let taken = receive_event(&app, NAME, &headers, &body).await;
            let taken = taken.map_err(|error| refused_event(&error));
            let heard: Heard = Box::new(move |world| match taken {
                Ok(()) if is_answer_lost => Ok("taken, and nobody heard so".to_owned()),
                Ok(()) => {
                    world.bank.news[letter.news].is_heard = true;
                    Ok("taken".to_owned())
                }
                Err(refusal) => refusal,
            });
            heard
        })
        .await
}

/// Somebody changes a copy of a letter: it must not be believed.
async fn forge(world: &mut World, at: usize) -> Result<(), Broken> {
    let letter = &world.letters[at];
    let mut body = world.news(letter).body.clone();
    body.push(b' ');
    let (headers, news) = (headers(letter), letter.news);
    let app = world.app.clone();
    world
        .start(format!("forged letter {news}"), None, async move {
            let taken = receive_event(&app, NAME, &headers, &body).await;
            let heard: Heard = Box::new(move |_| match taken {
                Err(app::payment::ReceiveEventError::Event(_)) => Ok("not believed".to_owned()),
                _ => Err(Broken("a forged letter is believed".to_owned())),
            });
            heard
        })
        .await
}

fn headers(letter: &Letter) -> Headers {
    let mut headers = Headers::new();
    let signed = &letter.signed;
    headers.insert("webhook-id", signed.id.parse().expect("a header"));
    headers.insert("webhook-timestamp", signed.timestamp.into());
    headers.insert("webhook-signature", signed.signature.parse().expect("a header"));
    headers
}

/// Time passes.
pub fn pass(world: &mut World) {
    let spans = [(6, 5), (6, 31), (5, 61), (4, 310), (3, 960), (2, 1_900), (1, 4_000)];
    let seconds = world.chance.weighted(&spans).unwrap_or(1);
    world.trace.line(format!("{seconds} s pass"));
    world.time.pass(Duration::seconds(seconds));
    world.bank.settle_slow(world.time.bank.now());
}

/// The shop's clock is set forward or back.
pub fn set_clock(world: &mut World) {
    let seconds = world.chance.pick(&[-3600, -600, -61, -1, 90, 600, 3600]).unwrap_or(0);
    world.trace.line(format!("the clock steps by {seconds} s"));
    world.time.step(Duration::seconds(seconds));
}
