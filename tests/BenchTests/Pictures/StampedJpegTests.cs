using LiveParking.Bench.Measuring.Pictures;

namespace LiveParking.BenchTests.Pictures;

public sealed class StampedJpegTests
{
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xDB, 1, 2, 3, 4, 5, 6, 7, 8, 0xFF, 0xD9];

    [Theory]
    [InlineData(50_000)]
    [InlineData(65_570)]
    [InlineData(65_571)]
    [InlineData(65_573)]
    [InlineData(120_000)]
    [InlineData(131_100)]
    public void Pad_to_a_size_gives_that_many_bytes_that_are_segments(int size)
    {
        var padded = StampedJpeg.Pad(Jpeg, size);
        Assert.Equal(size, padded.Length);
        Assert.True(StampedJpeg.IsWhole(padded));
        Assert.Equal(Jpeg[2..], padded[AfterSegments(padded)..]);
    }

    [Fact]
    public void Stamp_is_read_back_and_leaves_the_original_as_it_was()
    {
        var padded = StampedJpeg.Pad(Jpeg, 50_000);
        var stamped = StampedJpeg.Stamp(padded, 4711);
        Assert.True(StampedJpeg.TryReadTime(stamped.AsSpan(0, 100), out var ticks));
        Assert.Equal(4711, ticks);
        Assert.True(StampedJpeg.IsWhole(stamped));
        Assert.True(StampedJpeg.TryReadTime(padded, out ticks));
        Assert.Equal(0, ticks);
    }

    [Fact]
    public void Is_whole_with_a_byte_that_changed_says_no()
    {
        var padded = StampedJpeg.Pad(Jpeg, 50_000);
        padded[25_000] ^= 1;
        Assert.False(StampedJpeg.IsWhole(padded));
        Assert.False(StampedJpeg.IsWhole(padded.AsSpan(0, 49_999)));
        Assert.False(StampedJpeg.TryReadTime(Jpeg, out _));
    }

    /// <summary>Walks over the segments as a decoder does.</summary>
    private static int AfterSegments(byte[] jpeg)
    {
        var at = 2;
        while (jpeg[at] == 0xFF && jpeg[at + 1] == 0xE2)
            at += 2 + (jpeg[at + 2] << 8) + jpeg[at + 3];
        return at;
    }
}
