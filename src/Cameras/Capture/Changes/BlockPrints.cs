using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using OpenCvSharp;

namespace LiveParking.Cameras.Capture.Changes;

/// <summary>
/// A fingerprint of each square of 8 x 8 pixels of a picture, by its exact brightness. Two squares have the same fingerprint when no pixel differs
/// (and, once in 4 billion times, when one does). Incomplete squares at the right and lower edge are ignored.
/// </summary>
internal sealed class BlockPrints
{
    private const int Side = 8;
    private const ulong Factor = 0x9E3779B97F4A7C15;

    private uint[] _prints = [];
    private ulong[] _mixed = [];

    /// <summary>Number of squares.</summary>
    public int Count => _prints.Length;

    /// <summary>Computes the fingerprints of a picture and replaces those of the previous one.</summary>
    /// <param name="luma">One byte for each pixel.</param>
    public unsafe void Take(Mat luma)
    {
        var (columns, rows) = (luma.Width / Side, luma.Height / Side);
        if (_mixed.Length != columns || _prints.Length != columns * rows)
            (_mixed, _prints) = (new ulong[columns], new uint[columns * rows]);
        for (var row = 0; row < rows; row++)
        {
            Array.Clear(_mixed);
            for (var y = 0; y < Side; y++)
            {
                var line = MemoryMarshal.Cast<byte, ulong>(new ReadOnlySpan<byte>(luma.Ptr((row * Side) + y).ToPointer(), columns * Side));
                for (var column = 0; column < columns; column++)
                    _mixed[column] = BitOperations.RotateLeft((_mixed[column] ^ line[column]) * Factor, 29);
            }

            for (var column = 0; column < columns; column++)
                _prints[(row * columns) + column] = (uint)((_mixed[column] * Factor) >> 32);
        }
    }

    /// <summary>The share of this picture's squares that are in none of the others, 0 to 1; 1 when their sizes differ.</summary>
    /// <param name="others">Pictures to compare with.</param>
    public double ShareNotIn(params ReadOnlySpan<BlockPrints> others)
    {
        if (Count == 0)
            return 0;
        var news = 0;
        for (var i = 0; i < _prints.Length; i++)
        {
            if (!IsIn(i, others))
                news++;
        }

        return (double)news / Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsIn(int block, ReadOnlySpan<BlockPrints> others)
    {
        foreach (var other in others)
        {
            if (other.Count == Count && other._mixed.Length == _mixed.Length && other._prints[block] == _prints[block])
                return true;
        }

        return false;
    }
}
