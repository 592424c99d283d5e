//! Makes PDFs byte by byte: well-formed ones and hostile ones.

use std::fmt::Write as _;

/// A PDF in the making. Object 1 is the catalog, 2 the root of the page tree, 3 Helvetica as `/F1`.
pub(crate) struct Build {
    objects: Vec<Vec<u8>>,
    pages: Vec<usize>,
    catalog: String,
    trailer: String,
}

impl Build {
    pub(crate) fn new() -> Self {
        let font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";
        Self {
            objects: vec![Vec::new(), Vec::new(), font.to_vec()],
            pages: Vec::new(),
            catalog: String::new(),
            trailer: String::new(),
        }
    }

    /// Adds an object and gives its number.
    pub(crate) fn object(&mut self, body: impl AsRef<[u8]>) -> usize {
        self.objects.push(body.as_ref().to_vec());
        self.objects.len()
    }

    /// Adds a stream and gives its number.
    pub(crate) fn stream(&mut self, dict: &str, data: &[u8]) -> usize {
        let head = format!("<< {dict} /Length {} >>\nstream\n", data.len());
        self.object([head.as_bytes(), data, b"\nendstream"].concat())
    }

    /// Adds an A4 page with Helvetica and gives its object number.
    pub(crate) fn page(&mut self, content: &Content) -> usize {
        self.page_with(content, "", "")
    }

    /// Adds a page with more resources and more entries.
    pub(crate) fn page_with(&mut self, content: &Content, resources: &str, entries: &str) -> usize {
        let content = self.stream("", &content.0);
        self.page_of(content, resources, entries)
    }

    /// Adds a page whose content is the stream `content`.
    pub(crate) fn page_of(&mut self, content: usize, resources: &str, entries: &str) -> usize {
        let media = if entries.contains("/MediaBox") { "" } else { "/MediaBox [0 0 595 842]" };
        let page = self.object(format!(
            "<< /Type /Page /Parent 2 0 R {media} /Contents {content} 0 R {entries}
            /Resources << /Font << /F1 3 0 R {resources} >> >> >>"
        ));
        self.pages.push(page);
        page
    }

    /// Adds entries to the catalog.
    pub(crate) fn catalog(&mut self, entries: &str) {
        self.catalog.push_str(entries);
    }

    /// Adds entries to the trailer.
    pub(crate) fn trailer(&mut self, entries: &str) {
        self.trailer.push_str(entries);
    }

    /// The file.
    pub(crate) fn bytes(mut self) -> Vec<u8> {
        let kids: String = self.pages.iter().map(|page| format!("{page} 0 R ")).collect();
        self.objects[0] = format!("<< /Type /Catalog /Pages 2 0 R {} >>", self.catalog).into_bytes();
        if self.objects[1].is_empty() {
            self.objects[1] =
                format!("<< /Type /Pages /Kids [ {kids}] /Count {} >>", self.pages.len()).into_bytes();
        }
        let mut out = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
        let mut table = String::from("0000000000 65535 f \n");
        for (number, body) in (1..).zip(&self.objects) {
            writeln!(table, "{:010} 00000 n ", out.len()).unwrap();
            out.extend(format!("{number} 0 obj\n").bytes());
            out.extend(body);
            out.extend(b"\nendobj\n");
        }
        let (start, size) = (out.len(), self.objects.len() + 1);
        let Self { trailer, .. } = &self;
        out.extend(
            format!("xref\n0 {size}\n{table}trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n")
                .bytes(),
        );
        out
    }

    /// Puts another body in the place of an object.
    pub(crate) fn replace(&mut self, number: usize, body: impl AsRef<[u8]>) {
        self.objects[number - 1] = body.as_ref().to_vec();
    }
}

/// A content stream.
#[derive(Clone, Default)]
pub(crate) struct Content(pub(crate) Vec<u8>);

impl Content {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Text with its baseline at (`x`, `y`), in Helvetica of `size` points.
    pub(crate) fn text(self, (x, y): (f64, f64), size: f64, text: &str) -> Self {
        self.raw(format!("BT /F1 {size} Tf {x} {y} Td ")).string(text).raw(" Tj ET\n")
    }

    /// Lines of text, one below the other, 14 points apart.
    pub(crate) fn lines(self, (x, y): (f64, f64), lines: &[&str]) -> Self {
        (0..)
            .zip(lines)
            .fold(self, |content, (at, line)| content.text((x, y - 14.0 * f64::from(at)), 11.0, line))
    }

    /// Operators as they are.
    pub(crate) fn raw(mut self, operators: impl AsRef<[u8]>) -> Self {
        self.0.extend(operators.as_ref());
        self
    }

    fn string(mut self, text: &str) -> Self {
        self.0.push(b'(');
        for byte in text.chars().map(win_ansi) {
            if matches!(byte, b'(' | b')' | b'\\') {
                self.0.push(b'\\');
            }
            self.0.push(byte);
        }
        self.0.push(b')');
        self
    }
}

fn win_ansi(c: char) -> u8 {
    match c {
        '–' => 0x96,
        '—' => 0x97,
        '”' => 0x94,
        '“' => 0x93,
        '’' => 0x92,
        '•' => 0x95,
        '€' => 0x80,
        _ => u8::try_from(u32::from(c)).unwrap(),
    }
}

/// `length` zero bytes as a zlib stream of one block with fixed codes: a literal zero, then copies of 258 bytes.
pub(crate) fn zeros_deflated(length: usize) -> Vec<u8> {
    let mut bits = Bits { out: vec![0x78, 0x9C], buffer: 0, filled: 0 };
    bits.push(1, 1);
    bits.push(1, 2);
    // Huffman codes are written from their highest bit: 0x30 is the literal 0, 0xC5 the length 258.
    bits.push(0x30_u32.reverse_bits() >> 24, 8);
    let copies = (length - 1) / 258;
    for _ in 0..copies {
        bits.push(0xC5_u32.reverse_bits() >> 24, 8);
        bits.push(0, 5);
    }
    bits.push(0, 7);
    bits.push(0, 7);
    let written = copies * 258 + 1;
    let adler = (u32::try_from(written % 65_521).unwrap() << 16) | 1;
    bits.out.extend(adler.to_be_bytes());
    bits.out
}

struct Bits {
    out: Vec<u8>,
    buffer: u32,
    filled: u32,
}

impl Bits {
    fn push(&mut self, value: u32, width: u32) {
        self.buffer |= value << self.filled;
        self.filled += width;
        while self.filled >= 8 {
            self.out.push(self.buffer.to_le_bytes()[0]);
            self.buffer >>= 8;
            self.filled -= 8;
        }
    }
}
