use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
};

/// Metrics that other programs of a cluster would say, for a real Prometheus to scrape.
pub struct Exposition {
    /// Where it listens.
    pub address: SocketAddr,
    text: Arc<Mutex<String>>,
}

impl Exposition {
    /// Serves a text until the tests end.
    ///
    /// # Panics
    /// When no port is free.
    pub fn of(text: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
        let address = listener.local_addr().expect("it has an address");
        let shared = Arc::new(Mutex::new(text.to_owned()));
        let text = Arc::clone(&shared);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let said = text.lock().expect("no test has panicked here").clone();
                // Prometheus asks again each second.
                let _ = answer(stream, &said);
            }
        });
        Self { address, text: shared }
    }

    /// Says something else from now on.
    pub fn set(&self, text: &str) {
        text.clone_into(&mut self.text.lock().expect("no test has panicked here"));
    }
}

fn answer(mut stream: TcpStream, text: &str) -> std::io::Result<()> {
    let _ = stream.read(&mut [0; 4096])?;
    let length = text.len();
    let head =
        format!("HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n");
    stream.write_all(head.as_bytes())?;
    stream.write_all(text.as_bytes())
}
