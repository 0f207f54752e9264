use dechaff::*;
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let pat = std::env::args().nth(2).unwrap_or_default();
    let a = Cleaner::default().clean_bytes(&std::fs::read(&path).unwrap(), Hint::default()).unwrap();
    println!("title {:?}", a.title());
    for (i, l) in a.lines().enumerate() {
        let mut v: Vec<_> = a.votes(i).into_iter().filter(|v| v.bits.get() != 0.0).collect();
        v.sort_by(|x, y| y.bits.get().abs().total_cmp(&x.bits.get().abs()));
        let n = if !pat.is_empty() && l.text.contains(&pat) { 99 } else { 6 };
        let v: Vec<_> = v.iter().take(n).map(|v| format!("{}={}{}", v.cue, v.bucket, v.bits)).collect();
        println!("{:4} {}{:10} {} {:50.50} | {}", l.number, if l.keep { '+' } else { ' ' }, l.label, l.bits, l.text, v.join(" "));
    }
}
