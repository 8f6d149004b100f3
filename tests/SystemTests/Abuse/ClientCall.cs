
namespace LiveParking.SystemTests.Abuse;

/// <summary>The calls of normal clients.</summary>
internal enum ClientCall
{
    /// <summary>A gate sends one reading and waits for the answer.</summary>
    Reading,

    /// <summary>From sending that reading until a phone has its effect.</summary>
    ReadingToPhone,

    /// <summary>Somebody reads a location.</summary>
    Location,

    /// <summary>From the capture of a picture until a viewer has it.</summary>
    Picture,
}
