//! ICC profiles made byte by byte (ICC.1:2001-04), because no package brings the same ones everywhere.

/// The colours of a screen with the primaries of sRGB and a plain gamma.
pub fn rgb() -> Vec<u8> {
    let curve =
        [b"curv\0\0\0\0".as_slice(), &1_u32.to_be_bytes(), &0x0233_u16.to_be_bytes(), &[0; 2]].concat();
    let tags: [(&[u8; 4], Vec<u8>); 9] = [
        (b"desc", description()),
        (b"cprt", b"text\0\0\0\0none\0".to_vec()),
        (b"wtpt", xyz([0.9642, 1.0, 0.8249])),
        (b"rXYZ", xyz([0.4361, 0.2225, 0.0139])),
        (b"gXYZ", xyz([0.3851, 0.7169, 0.0971])),
        (b"bXYZ", xyz([0.1431, 0.0606, 0.7141])),
        (b"rTRC", curve.clone()),
        (b"gTRC", curve.clone()),
        (b"bTRC", curve),
    ];
    profile(b"mntr", b"RGB ", b"XYZ ", &tags)
}

/// Inks of which the first alone is paper white to a strong green, whatever the others do.
pub fn cmyk() -> Vec<u8> {
    let mut table = b"mft1\0\0\0\0\x04\x03\x02\0".to_vec();
    // The unit matrix.
    for index in 0..9 {
        table.extend(if index % 4 == 0 { 0x1_0000_u32 } else { 0 }.to_be_bytes());
    }
    let straight: Vec<u8> = (0..=255).collect();
    table.extend(straight.repeat(4));
    for corner in 0..16 {
        // Lightness, then green to red and blue to yellow around 128.
        table.extend(if corner < 8 { [255, 128, 128] } else { [128, 60, 128] });
    }
    table.extend(straight.repeat(3));
    let tags: [(&[u8; 4], Vec<u8>); 4] = [
        (b"desc", description()),
        (b"cprt", b"text\0\0\0\0none\0".to_vec()),
        (b"wtpt", xyz([0.9642, 1.0, 0.8249])),
        (b"A2B0", table),
    ];
    profile(b"prtr", b"CMYK", b"Lab ", &tags)
}

fn profile(class: &[u8; 4], colors: &[u8; 4], connection: &[u8; 4], tags: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut list = (tags.len() as u32).to_be_bytes().to_vec();
    let mut data = Vec::new();
    let data_at = 128 + 4 + 12 * tags.len();
    for (name, content) in tags {
        list.extend(*name);
        list.extend(((data_at + data.len()) as u32).to_be_bytes());
        list.extend((content.len() as u32).to_be_bytes());
        data.extend(content);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut bytes = vec![0; 128];
    bytes[8..12].copy_from_slice(&[2, 0x40, 0, 0]);
    bytes[12..16].copy_from_slice(class);
    bytes[16..20].copy_from_slice(colors);
    bytes[20..24].copy_from_slice(connection);
    bytes[24..36].copy_from_slice(&[7, 0xD0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
    bytes[36..40].copy_from_slice(b"acsp");
    bytes[68..80].copy_from_slice(&xyz([0.9642, 1.0, 0.8249])[8..]);
    bytes.extend(list);
    bytes.extend(data);
    let length = (bytes.len() as u32).to_be_bytes();
    bytes[..4].copy_from_slice(&length);
    bytes
}

fn description() -> Vec<u8> {
    let mut bytes = b"desc\0\0\0\0\0\0\0\x05test\0".to_vec();
    bytes.extend([0; 8 + 3 + 67]);
    bytes
}

fn xyz(values: [f64; 3]) -> Vec<u8> {
    let mut bytes = b"XYZ \0\0\0\0".to_vec();
    for value in values {
        bytes.extend(((value * 65_536.0) as i32).to_be_bytes());
    }
    bytes
}
