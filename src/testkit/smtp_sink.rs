//! A mail server on loopback that keeps what it is given, and misbehaves as told, one way a connection.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// How one connection goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Takes the mail.
    Accept,
    /// Answers the recipient with this line.
    Refuse(&'static str),
    /// Takes the mail and breaks the connection before saying so.
    DropAfterData,
    /// Takes the connection and never says a word.
    Silent,
}

/// A mail that arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrived {
    /// Of the envelope.
    pub sender: String,
    /// Of the envelope.
    pub recipients: Vec<String>,
    /// Headers and body, as they came.
    pub data: String,
}

impl Arrived {
    /// Values of a header, unfolded.
    pub fn headers(&self, name: &str) -> Vec<String> {
        let head = self.data.split("\r\n\r\n").next().unwrap_or_default();
        let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
        unfolded
            .split("\r\n")
            .filter_map(|line| line.split_once(": "))
            .filter(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.to_owned())
            .collect()
    }
}

/// The server; it ends with the test's runtime.
pub struct SmtpSink {
    /// `smtp://127.0.0.1:PORT`.
    pub url: String,
    arrived: Arc<Mutex<Vec<Arrived>>>,
}

impl SmtpSink {
    /// Starts a server whose connections go these ways in turn, and well afterwards.
    ///
    /// # Panics
    /// When no port can be had.
    pub async fn start(manners: &[Manner]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let url = format!("smtp://{}", listener.local_addr().expect("it has an address"));
        let arrived = Arc::new(Mutex::new(Vec::new()));
        let (kept, mut manners) = (Arc::clone(&arrived), VecDeque::from(manners.to_vec()));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let manner = manners.pop_front().unwrap_or(Manner::Accept);
                let kept = Arc::clone(&kept);
                // A connection that breaks is the other side's to notice.
                tokio::spawn(async move { drop(talk(stream, manner, &kept).await) });
            }
        });
        Self { url, arrived }
    }

    /// What arrived so far.
    pub fn arrived(&self) -> Vec<Arrived> {
        self.arrived.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

async fn talk(stream: TcpStream, manner: Manner, kept: &Mutex<Vec<Arrived>>) -> std::io::Result<()> {
    if manner == Manner::Silent {
        let (_stream, never) = (stream, std::future::pending::<()>());
        never.await;
        return Ok(());
    }
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read);
    let mut mail = Arrived {
        sender: String::new(),
        recipients: Vec::new(),
        data: String::new(),
    };
    write.write_all(b"220 sink\r\n").await?;
    let mut line = String::new();
    loop {
        line.clear();
        if lines.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let command = line.trim_end().to_owned();
        let answer = match command.split([' ', ':']).next().unwrap_or_default() {
            "EHLO" | "HELO" => "250 sink".to_owned(),
            "MAIL" => {
                mail.sender = address(&command);
                "250 go on".to_owned()
            }
            "RCPT" => {
                if let Manner::Refuse(answer) = manner {
                    answer.to_owned()
                } else {
                    mail.recipients.push(address(&command));
                    "250 go on".to_owned()
                }
            }
            "DATA" => {
                write.write_all(b"354 go on\r\n").await?;
                mail.data = body(&mut lines).await?;
                kept.lock().unwrap_or_else(PoisonError::into_inner).push(mail.clone());
                if manner == Manner::DropAfterData {
                    return Ok(());
                }
                "250 taken".to_owned()
            }
            "QUIT" => {
                write.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            _ => "250 as you like".to_owned(),
        };
        write.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
}

fn address(command: &str) -> String {
    let inner = command.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inner.map_or_else(String::new, |(address, _)| address.to_owned())
}

async fn body(lines: &mut (impl tokio::io::AsyncBufRead + Unpin)) -> std::io::Result<String> {
    let mut body = String::new();
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line).await? == 0 || line == ".\r\n" {
            return Ok(body);
        }
        body.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
}
