namespace LiveParking.Bench.Frames;

/// <summary>One cell of the table.</summary>
/// <param name="Server">The name of the server.</param>
/// <param name="Size">Bytes a frame.</param>
/// <param name="Viewers">How many viewers.</param>
internal readonly record struct Cell(string Server, int Size, int Viewers);
