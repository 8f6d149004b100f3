using LiveParking.Grains.History;
using Xunit.Abstractions;

namespace LiveParking.UnitTests.History;

public sealed class BucketCodecTests(ITestOutputHelper output)
{
    [Fact]
    public void Encode_any_buckets_are_decoded_again()
    {
        var random = new Random(20261124);
        for (var round = 0; round < 300; round++)
        {
            var start = random.NextInt64(0, 40_000_000);
            var buckets = Buckets(random, start, random.Next(0, 400), extremes: round % 3 == 0);

            var decoded = BucketCodec.Decode(BucketCodec.Encode(buckets, start), start);

            Assert.Equal(buckets.Select(bucket => bucket.Key), decoded.Select(bucket => bucket.Key));
            foreach (var (before, after) in buckets.Zip(decoded, (before, after) => (before.Value, after.Value)))
            {
                Assert.Equal(before with { Mean = 0 }, after with { Mean = 0 });
                Assert.InRange(after.Mean, before.Mean - (((double)before.Max - before.Min) / 131_070) - 1e-9, before.Mean + (((double)before.Max - before.Min) / 131_070) + 1e-9);
            }
        }
    }

    [Fact]
    public void Encode_a_quiet_day_is_a_few_bytes()
    {
        var day = Enumerable.Range(0, 1440).Select(i => new KeyValuePair<long, Bucket>(i, new Bucket(45, 45, 45, 150))).ToList();

        Assert.InRange(BucketCodec.Encode(day, 0).Length, 1, 8);
    }

    [Fact]
    public void Decode_any_bytes_gives_buckets_or_says_that_they_are_none()
    {
        var random = new Random(7);
        var refused = 0;
        for (var round = 0; round < 2_000; round++)
        {
            var bytes = new byte[random.Next(0, 64)];
            random.NextBytes(bytes);
            try
            {
                BucketCodec.Decode(bytes, 0);
            }
            catch (InvalidDataException)
            {
                refused++;
            }

            Assert.ThrowsAny<InvalidDataException>(() => Packed.Unpack(bytes));
        }

        Assert.InRange(refused, 1, 2_000);
    }

    /// <summary>
    /// The largest history of a level: every minute and every hour of the rings is there, and all its numbers jump, the total included. The store
    /// holds the packed bytes in base64 with a few names around them.
    /// </summary>
    [Theory]
    [InlineData(100_000, true, 1_000_000)]
    [InlineData(1_000, false, 700_000)]
    public void Stored_at_the_worst_is_under_a_megabyte_a_level(int spots, bool totalsJump, int most)
    {
        var random = new Random(1);
        long size = 0;
        foreach (var ring in new[] { HistoryRing.Minutes, HistoryRing.Hours })
        {
            for (var slot = 0; slot < ring.Slots; slot++)
            {
                var buckets = Enumerable.Range(0, ring.Length).Select(i =>
                {
                    var (one, other) = (random.Next(spots), random.Next(spots));
                    var (min, max) = (Math.Min(one, other), Math.Max(one, other) + 1);
                    var total = totalsJump ? random.Next(spots) : spots;
                    return new KeyValuePair<long, Bucket>(
                        i, new Bucket(min, max, min + ((max - min) * random.NextDouble()), total, ring == HistoryRing.Hours ? 60 : 1));
                }).ToList();
                var chunk = new HistoryChunkState { Schema = 1, Place = 20_000, Data = Packed.Pack(BucketCodec.Encode(buckets, 0)) };
                size += System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(chunk, Grains.Interfaces.WireJson.Options).Length;
            }
        }

        output.WriteLine($"{size:N0} bytes");
        Assert.InRange(size, 1, most);
    }

    private static List<KeyValuePair<long, Bucket>> Buckets(Random random, long start, int count, bool extremes)
    {
        var buckets = new List<KeyValuePair<long, Bucket>>();
        var place = start;
        var total = 150;
        var value = 0;
        for (var i = 0; i < count; i++)
        {
            place += random.Next(4) == 0 ? random.Next(2, extremes ? 1_000_000 : 50) : 1;
            if (random.Next(20) == 0)
                total = random.Next(0, 100_000);
            if (random.Next(2) == 0)
                value = extremes ? random.Next(int.MinValue, int.MaxValue) : random.Next(-5, 200);
            var max = random.Next(2) == 0 ? value : (int)Math.Min(int.MaxValue, value + (extremes ? random.NextInt64(uint.MaxValue) : random.Next(1, 90)));
            var mean = value == max ? value : value + (((double)max - value) * random.NextDouble());
            buckets.Add(new(place, new Bucket(value, max, mean, total, random.Next(5) == 0 ? random.Next(1, 61) : 1)));
        }

        return buckets;
    }
}
