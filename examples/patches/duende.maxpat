{
 "patcher": {
  "fileversion": 1,
  "appversion": {
   "major": 8,
   "minor": 5,
   "revision": 0,
   "architecture": "x64",
   "modernui": 1
  },
  "classnamespace": "box",
  "rect": [
   80.0,
   100.0,
   1150.0,
   520.0
  ],
  "bglocked": 0,
  "openinpresentation": 0,
  "default_fontsize": 12.0,
  "default_fontface": 0,
  "default_fontname": "Arial",
  "gridonopen": 1,
  "gridsize": [
   15.0,
   15.0
  ],
  "boxes": [
   {
    "box": {
     "id": "obj-1",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      15.0,
      327.0,
      20.0
     ],
     "text": "duende: play a phrase, pause, and it answers.",
     "fontsize": 18.0
    }
   },
   {
    "box": {
     "id": "obj-2",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      45.0,
      481.0,
      20.0
     ],
     "text": "Made for the show at 127.0.0.1, port 7770; it answers at port 9001."
    }
   },
   {
    "box": {
     "id": "obj-3",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      110.0,
      162.0,
      22.0
     ],
     "text": "udpsend 127.0.0.1 7770"
    }
   },
   {
    "box": {
     "id": "obj-4",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      80.0,
      92.0,
      22.0
     ],
     "text": "r duende.out",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-5",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      330.0,
      80.0,
      113.0,
      22.0
     ],
     "text": "udpreceive 9001",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-6",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      330.0,
      110.0,
      85.0,
      22.0
     ],
     "text": "s duende.in"
    }
   },
   {
    "box": {
     "id": "obj-7",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      170.0,
      240.0,
      22.0
     ],
     "text": "/hello 9001, /feedback 1",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-8",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      200.0,
      240.0,
      22.0
     ],
     "text": "/clock/tempo, /clock/offset, /clock/source, /journal, /music/mode, /music/style, /music/temperature, /music/top_p, /music/density, /music/low, /music/high, /music/scale, /music/polyphony, /music/velocity, /music/quantize, /music/grid, /music/pause, /music/length, /music/yield, /music/in_channel, /music/out_channel, /music/plan, /music/seed, /text/temperature, /text/top_p, /text/pace, /text/quantize, /text/max_line, /text/preview, /text/seed, /image/seed, /image/latent/0, /image/latent/1, /image/latent/2, /image/latent/3, /image/latent/4, /image/latent/5, /image/latent/6, /image/latent/7, /image/walk, /image/fps, /image/truncation, /image/quantize, /image/glide, /gesture/mode, /gesture/temperature, /gesture/spread, /gesture/quantize, /gesture/pause, /gesture/length, /gesture/seed",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-9",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      20.0,
      140.0,
      43.0,
      22.0
     ],
     "text": "t b b",
     "outlettype": [
      "bang",
      "bang"
     ]
    }
   },
   {
    "box": {
     "id": "obj-10",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      130.0,
      140.0,
      64.0,
      22.0
     ],
     "text": "loadbang",
     "outlettype": [
      "bang"
     ]
    }
   },
   {
    "box": {
     "id": "obj-11",
     "maxclass": "button",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      210.0,
      140.0,
      24.0,
      24.0
     ],
     "outlettype": [
      "bang"
     ]
    }
   },
   {
    "box": {
     "id": "obj-12",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      240.0,
      142.0,
      103.0,
      20.0
     ],
     "text": "connect again"
    }
   },
   {
    "box": {
     "id": "obj-13",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      270.0,
      170.0,
      71.0,
      22.0
     ],
     "text": "delay 200",
     "outlettype": [
      "bang"
     ]
    }
   },
   {
    "box": {
     "id": "obj-14",
     "maxclass": "newobj",
     "numinlets": 3,
     "numoutlets": 3,
     "patching_rect": [
      540.0,
      110.0,
      155.0,
      22.0
     ],
     "text": "route /error /welcome",
     "outlettype": [
      "",
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-15",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      540.0,
      170.0,
      500.0,
      22.0
     ],
     "text": "",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-16",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      540.0,
      80.0,
      85.0,
      22.0
     ],
     "text": "r duende.in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-17",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      540.0,
      140.0,
      85.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-18",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      650.0,
      140.0,
      85.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-19",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      260.0,
      125.0,
      20.0
     ],
     "text": "clock/tempo",
     "annotation": "beats per minute"
    }
   },
   {
    "box": {
     "id": "obj-20",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      150.0,
      260.0,
      60.0,
      48.0
     ],
     "varname": "clock tempo",
     "annotation": "beats per minute",
     "parameter_enable": 1,
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "clock tempo",
       "parameter_shortname": "clock/tempo",
       "parameter_type": 0,
       "parameter_mmin": 20.0,
       "parameter_mmax": 400.0,
       "parameter_initial_enable": 0,
       "parameter_initial": [
        120.0
       ],
       "parameter_unitstyle": 1
      }
     },
     "outlettype": [
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-21",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      330.0,
      260.0,
      148.0,
      22.0
     ],
     "text": "prepend /clock/tempo",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-22",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      600.0,
      260.0,
      92.0,
      22.0
     ],
     "text": "s duende.out"
    }
   },
   {
    "box": {
     "id": "obj-23",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      215.0,
      260.0,
      110.0,
      20.0
     ],
     "text": "BPM"
    }
   },
   {
    "box": {
     "id": "obj-24",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      314.0,
      125.0,
      20.0
     ],
     "text": "clock/offset",
     "annotation": "shifts an incoming clock"
    }
   },
   {
    "box": {
     "id": "obj-25",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      150.0,
      314.0,
      60.0,
      48.0
     ],
     "varname": "clock offset",
     "annotation": "shifts an incoming clock",
     "parameter_enable": 1,
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "clock offset",
       "parameter_shortname": "clock/offset",
       "parameter_type": 0,
       "parameter_mmin": -500.0,
       "parameter_mmax": 500.0,
       "parameter_initial_enable": 0,
       "parameter_initial": [
        0.0
       ],
       "parameter_unitstyle": 1
      }
     },
     "outlettype": [
      "",
      "float"
     ]
    }
   },
   {
    "box": {
     "id": "obj-26",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      330.0,
      314.0,
      155.0,
      22.0
     ],
     "text": "prepend /clock/offset",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-27",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      600.0,
      314.0,
      92.0,
      22.0
     ],
     "text": "s duende.out"
    }
   },
   {
    "box": {
     "id": "obj-28",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      215.0,
      314.0,
      110.0,
      20.0
     ],
     "text": "ms"
    }
   },
   {
    "box": {
     "id": "obj-29",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      368.0,
      125.0,
      20.0
     ],
     "text": "clock/source",
     "annotation": "who gives the tempo: under midi setting it is an error, under link a proposal"
    }
   },
   {
    "box": {
     "id": "obj-30",
     "maxclass": "umenu",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      150.0,
      368.0,
      120.0,
      22.0
     ],
     "items": [
      "internal",
      ",",
      "midi",
      ",",
      "link"
     ],
     "annotation": "who gives the tempo: under midi setting it is an error, under link a proposal",
     "outlettype": [
      "int",
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-31",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      330.0,
      368.0,
      155.0,
      22.0
     ],
     "text": "prepend /clock/source",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-32",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      600.0,
      368.0,
      92.0,
      22.0
     ],
     "text": "s duende.out"
    }
   },
   {
    "box": {
     "id": "obj-33",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      398.0,
      122.0,
      22.0
     ],
     "text": "/panic",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-34",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      80.0,
      402.0,
      92.0,
      22.0
     ],
     "text": "s duende.out"
    }
   },
   {
    "box": {
     "id": "obj-35",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      150.0,
      398.0,
      122.0,
      22.0
     ],
     "text": "/clock/start",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-36",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      210.0,
      402.0,
      92.0,
      22.0
     ],
     "text": "s duende.out"
    }
   },
   {
    "box": {
     "id": "obj-37",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      280.0,
      398.0,
      122.0,
      22.0
     ],
     "text": "/clock/stop",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-38",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      340.0,
      402.0,
      92.0,
      22.0
     ],
     "text": "s duende.out"
    }
   },
   {
    "box": {
     "id": "obj-39",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      410.0,
      398.0,
      122.0,
      22.0
     ],
     "text": "/clock/continue",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-40",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      470.0,
      402.0,
      92.0,
      22.0
     ],
     "text": "s duende.out"
    }
   },
   {
    "box": {
     "id": "obj-41",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      20.0,
      424.0,
      122.0,
      22.0
     ],
     "text": "/clock/tap",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-42",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      80.0,
      428.0,
      92.0,
      22.0
     ],
     "text": "s duende.out"
    }
   },
   {
    "box": {
     "id": "obj-43",
     "maxclass": "newobj",
     "numinlets": 4,
     "numoutlets": 4,
     "patching_rect": [
      740.0,
      260.0,
      330.0,
      22.0
     ],
     "text": "route /clock/tempo /clock/offset /clock/source",
     "outlettype": [
      "",
      "",
      "",
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-44",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      740.0,
      230.0,
      85.0,
      22.0
     ],
     "text": "r duende.in",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-45",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      740.0,
      300.0,
      85.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-46",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      850.0,
      300.0,
      85.0,
      22.0
     ],
     "text": "prepend set",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-47",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      960.0,
      300.0,
      127.0,
      22.0
     ],
     "text": "prepend setsymbol",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-48",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      460.0,
      166.0,
      20.0
     ],
     "text": "players (double-click)"
    }
   },
   {
    "box": {
     "id": "obj-49",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 0,
     "patching_rect": [
      20.0,
      484.0,
      57.0,
      22.0
     ],
     "text": "p music",
     "patcher": {
      "fileversion": 1,
      "appversion": {
       "major": 8,
       "minor": 5,
       "revision": 0,
       "architecture": "x64",
       "modernui": 1
      },
      "classnamespace": "box",
      "rect": [
       80.0,
       100.0,
       1150.0,
       800.0
      ],
      "bglocked": 0,
      "openinpresentation": 0,
      "default_fontsize": 12.0,
      "default_fontface": 0,
      "default_fontname": "Arial",
      "gridonopen": 1,
      "gridsize": [
       15.0,
       15.0
      ],
      "boxes": [
       {
        "box": {
         "id": "obj-1",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          10.0,
          222.0,
          20.0
         ],
         "text": "music: music, package ensemble"
        }
       },
       {
        "box": {
         "id": "obj-2",
         "maxclass": "kslider",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          20.0,
          40.0,
          336.0,
          53.0
         ],
         "offset": 48,
         "range": 36,
         "mode": 0,
         "outlettype": [
          "int",
          "int"
         ]
        }
       },
       {
        "box": {
         "id": "obj-3",
         "maxclass": "newobj",
         "numinlets": 3,
         "numoutlets": 2,
         "patching_rect": [
          20.0,
          100.0,
          113.0,
          22.0
         ],
         "text": "makenote 90 300",
         "outlettype": [
          "float",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-4",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          20.0,
          126.0,
          64.0,
          22.0
         ],
         "text": "pack 0 0",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-5",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 3,
         "patching_rect": [
          150.0,
          100.0,
          50.0,
          22.0
         ],
         "text": "notein",
         "outlettype": [
          "int",
          "int",
          "int"
         ]
        }
       },
       {
        "box": {
         "id": "obj-6",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          150.0,
          126.0,
          64.0,
          22.0
         ],
         "text": "pack 0 0",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-7",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          20.0,
          152.0,
          141.0,
          22.0
         ],
         "text": "prepend /music/note",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-8",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          200.0,
          152.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-9",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 3,
         "patching_rect": [
          20.0,
          190.0,
          92.0,
          22.0
         ],
         "text": "unpack 0 0 0",
         "outlettype": [
          "int",
          "int",
          "int"
         ]
        }
       },
       {
        "box": {
         "id": "obj-10",
         "maxclass": "newobj",
         "numinlets": 3,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          220.0,
          57.0,
          22.0
         ],
         "text": "noteout"
        }
       },
       {
        "box": {
         "id": "obj-11",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          120.0,
          246.0,
          50.0,
          22.0
         ],
         "text": "cycle~",
         "outlettype": [
          "signal"
         ]
        }
       },
       {
        "box": {
         "id": "obj-12",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          120.0,
          220.0,
          40.0,
          22.0
         ],
         "text": "mtof",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-13",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          200.0,
          220.0,
          50.0,
          22.0
         ],
         "text": "/ 500.",
         "outlettype": [
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-14",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          200.0,
          272.0,
          43.0,
          22.0
         ],
         "text": "line~",
         "outlettype": [
          "signal",
          "bang"
         ]
        }
       },
       {
        "box": {
         "id": "obj-15",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          200.0,
          246.0,
          78.0,
          22.0
         ],
         "text": "pack 0. 25",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-16",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          120.0,
          298.0,
          40.0,
          22.0
         ],
         "text": "*~",
         "outlettype": [
          "signal"
         ]
        }
       },
       {
        "box": {
         "id": "obj-17",
         "maxclass": "ezdac~",
         "numinlets": 2,
         "numoutlets": 0,
         "patching_rect": [
          120.0,
          324.0,
          45.0,
          45.0
         ]
        }
       },
       {
        "box": {
         "id": "obj-18",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          175.0,
          336.0,
          250.0,
          20.0
         ],
         "text": "the last note, as a sine; the others go to MIDI"
        }
       },
       {
        "box": {
         "id": "obj-19",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          375.0,
          61.0,
          20.0
         ],
         "text": "harmony"
        }
       },
       {
        "box": {
         "id": "obj-20",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          150.0,
          375.0,
          120.0,
          22.0
         ],
         "text": "",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-21",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          20.0,
          405.0,
          122.0,
          22.0
         ],
         "text": "/music/answer",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-22",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          80.0,
          409.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-23",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          150.0,
          405.0,
          122.0,
          22.0
         ],
         "text": "/music/again",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-24",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          210.0,
          409.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-25",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          280.0,
          405.0,
          122.0,
          22.0
         ],
         "text": "/music/end",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-26",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          340.0,
          409.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-27",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          410.0,
          405.0,
          122.0,
          22.0
         ],
         "text": "/music/stop",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-28",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          470.0,
          409.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-29",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          20.0,
          431.0,
          122.0,
          22.0
         ],
         "text": "/music/reset",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-30",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          80.0,
          435.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-31",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          150.0,
          431.0,
          122.0,
          22.0
         ],
         "text": "/music/undo",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-32",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          210.0,
          435.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-33",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          467.0,
          125.0,
          20.0
         ],
         "text": "mode",
         "annotation": "answer replies when the phrase ends · continue carries on until the human plays · trade alternates every length beats · accompany sounds along with each note at once · solo plays by itself · off"
        }
       },
       {
        "box": {
         "id": "obj-34",
         "maxclass": "umenu",
         "numinlets": 1,
         "numoutlets": 3,
         "patching_rect": [
          150.0,
          467.0,
          120.0,
          22.0
         ],
         "items": [
          "answer",
          ",",
          "continue",
          ",",
          "trade",
          ",",
          "accompany",
          ",",
          "solo",
          ",",
          "off"
         ],
         "annotation": "answer replies when the phrase ends · continue carries on until the human plays · trade alternates every length beats · accompany sounds along with each note at once · solo plays by itself · off",
         "outlettype": [
          "int",
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-35",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          467.0,
          141.0,
          22.0
         ],
         "text": "prepend /music/mode",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-36",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          467.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-37",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          497.0,
          125.0,
          20.0
         ],
         "text": "style",
         "annotation": "chorale, folk, piano, drums …: what the package knows"
        }
       },
       {
        "box": {
         "id": "obj-38",
         "maxclass": "umenu",
         "numinlets": 1,
         "numoutlets": 3,
         "patching_rect": [
          150.0,
          497.0,
          120.0,
          22.0
         ],
         "items": [
          "any",
          ",",
          "chorale",
          ",",
          "folk",
          ",",
          "piano",
          ",",
          "drums",
          ",",
          "song"
         ],
         "annotation": "chorale, folk, piano, drums …: what the package knows",
         "outlettype": [
          "int",
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-39",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          497.0,
          148.0,
          22.0
         ],
         "text": "prepend /music/style",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-40",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          497.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-41",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          527.0,
          125.0,
          20.0
         ],
         "text": "temperature",
         "annotation": "how daring: 0 always takes the likeliest, 1 plays as it learned, more is wilder"
        }
       },
       {
        "box": {
         "id": "obj-42",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          527.0,
          60.0,
          48.0
         ],
         "varname": "music temperature",
         "annotation": "how daring: 0 always takes the likeliest, 1 plays as it learned, more is wilder",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "music temperature",
           "parameter_shortname": "temperature",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 2.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            1.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-43",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          527.0,
          190.0,
          22.0
         ],
         "text": "prepend /music/temperature",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-44",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          527.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-45",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          581.0,
          125.0,
          20.0
         ],
         "text": "top_p",
         "annotation": "keeps only the likeliest choices that together hold this probability"
        }
       },
       {
        "box": {
         "id": "obj-46",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          581.0,
          60.0,
          48.0
         ],
         "varname": "music top_p",
         "annotation": "keeps only the likeliest choices that together hold this probability",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "music top_p",
           "parameter_shortname": "top_p",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 1.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.95
           ],
           "parameter_unitstyle": 1
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-47",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          581.0,
          148.0,
          22.0
         ],
         "text": "prepend /music/top_p",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-48",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          581.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-49",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          635.0,
          125.0,
          20.0
         ],
         "text": "density",
         "annotation": "how busy; 0 = as it likes"
        }
       },
       {
        "box": {
         "id": "obj-50",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          635.0,
          60.0,
          48.0
         ],
         "varname": "music density",
         "annotation": "how busy; 0 = as it likes",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "music density",
           "parameter_shortname": "density",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 32.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-51",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          635.0,
          162.0,
          22.0
         ],
         "text": "prepend /music/density",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-52",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          635.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-53",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          215.0,
          635.0,
          110.0,
          20.0
         ],
         "text": "notes per beat"
        }
       },
       {
        "box": {
         "id": "obj-54",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          689.0,
          125.0,
          20.0
         ],
         "text": "low",
         "annotation": "the lowest pitch it plays"
        }
       },
       {
        "box": {
         "id": "obj-55",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          689.0,
          60.0,
          48.0
         ],
         "varname": "music low",
         "annotation": "the lowest pitch it plays",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "music low",
           "parameter_shortname": "low",
           "parameter_type": 1,
           "parameter_mmin": 0.0,
           "parameter_mmax": 127.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            21
           ],
           "parameter_unitstyle": 0
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-56",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          689.0,
          134.0,
          22.0
         ],
         "text": "prepend /music/low",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-57",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          689.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-58",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          743.0,
          125.0,
          20.0
         ],
         "text": "high",
         "annotation": "the highest pitch it plays"
        }
       },
       {
        "box": {
         "id": "obj-59",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          743.0,
          60.0,
          48.0
         ],
         "varname": "music high",
         "annotation": "the highest pitch it plays",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "music high",
           "parameter_shortname": "high",
           "parameter_type": 1,
           "parameter_mmin": 0.0,
           "parameter_mmax": 127.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            108
           ],
           "parameter_unitstyle": 0
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-60",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          743.0,
          141.0,
          22.0
         ],
         "text": "prepend /music/high",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-61",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          743.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-62",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          797.0,
          125.0,
          20.0
         ],
         "text": "scale",
         "annotation": "keep to these pitches: any, C major, D dorian, F# blues, Dm7, 0 3 7 10"
        }
       },
       {
        "box": {
         "id": "obj-63",
         "maxclass": "umenu",
         "numinlets": 1,
         "numoutlets": 3,
         "patching_rect": [
          150.0,
          797.0,
          120.0,
          22.0
         ],
         "items": [
          "any",
          ",",
          "C major",
          ",",
          "A minor",
          ",",
          "D dorian",
          ",",
          "F# blues",
          ",",
          "0 2 4 7 9"
         ],
         "annotation": "keep to these pitches: any, C major, D dorian, F# blues, Dm7, 0 3 7 10",
         "outlettype": [
          "int",
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-64",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          400.0,
          797.0,
          148.0,
          22.0
         ],
         "text": "prepend /music/scale",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-65",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          797.0,
          64.0,
          22.0
         ],
         "text": "tosymbol",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-66",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          797.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-67",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          827.0,
          125.0,
          20.0
         ],
         "text": "polyphony",
         "annotation": "at most this many notes at once"
        }
       },
       {
        "box": {
         "id": "obj-68",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          827.0,
          60.0,
          48.0
         ],
         "varname": "music polyphony",
         "annotation": "at most this many notes at once",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "music polyphony",
           "parameter_shortname": "polyphony",
           "parameter_type": 1,
           "parameter_mmin": 1.0,
           "parameter_mmax": 16.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            8
           ],
           "parameter_unitstyle": 0
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-69",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          827.0,
          176.0,
          22.0
         ],
         "text": "prepend /music/polyphony",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-70",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          827.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-71",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          215.0,
          827.0,
          110.0,
          20.0
         ],
         "text": "notes"
        }
       },
       {
        "box": {
         "id": "obj-72",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          881.0,
          125.0,
          20.0
         ],
         "text": "velocity",
         "annotation": "softer or louder than it feels"
        }
       },
       {
        "box": {
         "id": "obj-73",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          881.0,
          60.0,
          48.0
         ],
         "varname": "music velocity",
         "annotation": "softer or louder than it feels",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "music velocity",
           "parameter_shortname": "velocity",
           "parameter_type": 1,
           "parameter_mmin": -64.0,
           "parameter_mmax": 64.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0
           ],
           "parameter_unitstyle": 0
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-74",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          881.0,
          169.0,
          22.0
         ],
         "text": "prepend /music/velocity",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-75",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          881.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-76",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          935.0,
          125.0,
          20.0
         ],
         "text": "quantize",
         "annotation": "where a reply may start, counted from each downbeat, a bar or more: on downbeats; 0 = when the phrase ends; 1 once a tempo or clock is given"
        }
       },
       {
        "box": {
         "id": "obj-77",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          935.0,
          60.0,
          48.0
         ],
         "varname": "music quantize",
         "annotation": "where a reply may start, counted from each downbeat, a bar or more: on downbeats; 0 = when the phrase ends; 1 once a tempo or clock is given",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "music quantize",
           "parameter_shortname": "quantize",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 64.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-78",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          935.0,
          169.0,
          22.0
         ],
         "text": "prepend /music/quantize",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-79",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          935.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-80",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          215.0,
          935.0,
          110.0,
          20.0
         ],
         "text": "beats"
        }
       },
       {
        "box": {
         "id": "obj-81",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          989.0,
          125.0,
          20.0
         ],
         "text": "grid",
         "annotation": "snap every note to this; 0 = as it feels"
        }
       },
       {
        "box": {
         "id": "obj-82",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          989.0,
          60.0,
          48.0
         ],
         "varname": "music grid",
         "annotation": "snap every note to this; 0 = as it feels",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "music grid",
           "parameter_shortname": "grid",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 16.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-83",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          989.0,
          141.0,
          22.0
         ],
         "text": "prepend /music/grid",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-84",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          989.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-85",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          215.0,
          989.0,
          110.0,
          20.0
         ],
         "text": "beats"
        }
       },
       {
        "box": {
         "id": "obj-86",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          1043.0,
          125.0,
          20.0
         ],
         "text": "pause",
         "annotation": "a silence this long ends the phrase"
        }
       },
       {
        "box": {
         "id": "obj-87",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          1043.0,
          60.0,
          48.0
         ],
         "varname": "music pause",
         "annotation": "a silence this long ends the phrase",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "music pause",
           "parameter_shortname": "pause",
           "parameter_type": 0,
           "parameter_mmin": 0.05,
           "parameter_mmax": 30.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.6
           ],
           "parameter_unitstyle": 1
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-88",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          1043.0,
          148.0,
          22.0
         ],
         "text": "prepend /music/pause",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-89",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          1043.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-90",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          215.0,
          1043.0,
          110.0,
          20.0
         ],
         "text": "s"
        }
       },
       {
        "box": {
         "id": "obj-91",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          1097.0,
          125.0,
          20.0
         ],
         "text": "length",
         "annotation": "how long a reply is; 0 = like the phrase"
        }
       },
       {
        "box": {
         "id": "obj-92",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          1097.0,
          60.0,
          48.0
         ],
         "varname": "music length",
         "annotation": "how long a reply is; 0 = like the phrase",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "music length",
           "parameter_shortname": "length",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 256.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-93",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          1097.0,
          155.0,
          22.0
         ],
         "text": "prepend /music/length",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-94",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          1097.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-95",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          215.0,
          1097.0,
          110.0,
          20.0
         ],
         "text": "beats"
        }
       },
       {
        "box": {
         "id": "obj-96",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          1151.0,
          125.0,
          20.0
         ],
         "text": "yield",
         "annotation": "human notes within a beat that interrupt it; 0 = never"
        }
       },
       {
        "box": {
         "id": "obj-97",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          1151.0,
          60.0,
          48.0
         ],
         "varname": "music yield",
         "annotation": "human notes within a beat that interrupt it; 0 = never",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "music yield",
           "parameter_shortname": "yield",
           "parameter_type": 1,
           "parameter_mmin": 0.0,
           "parameter_mmax": 16.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            1
           ],
           "parameter_unitstyle": 0
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-98",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          1151.0,
          148.0,
          22.0
         ],
         "text": "prepend /music/yield",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-99",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          1151.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-100",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          215.0,
          1151.0,
          110.0,
          20.0
         ],
         "text": "notes"
        }
       },
       {
        "box": {
         "id": "obj-101",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          1205.0,
          125.0,
          20.0
         ],
         "text": "in_channel",
         "annotation": "the MIDI channel it hears; 0 = any (MIDI only)"
        }
       },
       {
        "box": {
         "id": "obj-102",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          1205.0,
          60.0,
          48.0
         ],
         "varname": "music in_channel",
         "annotation": "the MIDI channel it hears; 0 = any (MIDI only)",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "music in_channel",
           "parameter_shortname": "in_channel",
           "parameter_type": 1,
           "parameter_mmin": 0.0,
           "parameter_mmax": 16.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0
           ],
           "parameter_unitstyle": 0
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-103",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          1205.0,
          183.0,
          22.0
         ],
         "text": "prepend /music/in_channel",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-104",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          1205.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-105",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          1259.0,
          125.0,
          20.0
         ],
         "text": "out_channel",
         "annotation": "the channel it plays on; 10 for drums"
        }
       },
       {
        "box": {
         "id": "obj-106",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          1259.0,
          60.0,
          48.0
         ],
         "varname": "music out_channel",
         "annotation": "the channel it plays on; 10 for drums",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "music out_channel",
           "parameter_shortname": "out_channel",
           "parameter_type": 1,
           "parameter_mmin": 1.0,
           "parameter_mmax": 16.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            1
           ],
           "parameter_unitstyle": 0
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-107",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          1259.0,
          190.0,
          22.0
         ],
         "text": "prepend /music/out_channel",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-108",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          1259.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-109",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          1313.0,
          125.0,
          20.0
         ],
         "text": "plan",
         "annotation": "say beforehand what it is about to play, at /NAME/out/plan"
        }
       },
       {
        "box": {
         "id": "obj-110",
         "maxclass": "toggle",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          150.0,
          1313.0,
          24.0,
          24.0
         ],
         "annotation": "say beforehand what it is about to play, at /NAME/out/plan",
         "outlettype": [
          "int"
         ]
        }
       },
       {
        "box": {
         "id": "obj-111",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          1313.0,
          141.0,
          22.0
         ],
         "text": "prepend /music/plan",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-112",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          1313.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-113",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          1343.0,
          125.0,
          20.0
         ],
         "text": "seed",
         "annotation": "the same seed and the same input give the same answer"
        }
       },
       {
        "box": {
         "id": "obj-114",
         "maxclass": "number",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          1343.0,
          100.0,
          22.0
         ],
         "minimum": 0,
         "maximum": 2147483647,
         "annotation": "the same seed and the same input give the same answer",
         "outlettype": [
          "",
          "bang"
         ]
        }
       },
       {
        "box": {
         "id": "obj-115",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          1343.0,
          141.0,
          22.0
         ],
         "text": "prepend /music/seed",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-116",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          1343.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-117",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          1373.0,
          125.0,
          20.0
         ],
         "text": "load",
         "annotation": "swap the package without a gap; on failure the old one stays"
        }
       },
       {
        "box": {
         "id": "obj-118",
         "maxclass": "umenu",
         "numinlets": 1,
         "numoutlets": 3,
         "patching_rect": [
          150.0,
          1373.0,
          120.0,
          22.0
         ],
         "items": [
          "ensemble"
         ],
         "annotation": "swap the package without a gap; on failure the old one stays",
         "outlettype": [
          "int",
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-119",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          1373.0,
          141.0,
          22.0
         ],
         "text": "prepend /music/load",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-120",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          1373.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-121",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          1403.0,
          47.0,
          20.0
         ],
         "text": "state"
        }
       },
       {
        "box": {
         "id": "obj-122",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          150.0,
          1403.0,
          100.0,
          22.0
         ],
         "text": "",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-123",
         "maxclass": "newobj",
         "numinlets": 23,
         "numoutlets": 23,
         "patching_rect": [
          740.0,
          50.0,
          2283.0,
          22.0
         ],
         "text": "route /music/out/note /music/out/chord /music/mode /music/style /music/temperature /music/top_p /music/density /music/low /music/high /music/scale /music/polyphony /music/velocity /music/quantize /music/grid /music/pause /music/length /music/yield /music/in_channel /music/out_channel /music/plan /music/seed /music/out/state",
         "outlettype": [
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-124",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          740.0,
          20.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-125",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          850.0,
          90.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-126",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          960.0,
          90.0,
          127.0,
          22.0
         ],
         "text": "prepend setsymbol",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-127",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          740.0,
          120.0,
          127.0,
          22.0
         ],
         "text": "prepend setsymbol",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-128",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          850.0,
          120.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-129",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          960.0,
          120.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-130",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          740.0,
          150.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-131",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          850.0,
          150.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-132",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          960.0,
          150.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-133",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          740.0,
          180.0,
          127.0,
          22.0
         ],
         "text": "prepend setsymbol",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-134",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          850.0,
          180.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-135",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          960.0,
          180.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-136",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          740.0,
          210.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-137",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          850.0,
          210.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-138",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          960.0,
          210.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-139",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          740.0,
          240.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-140",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          850.0,
          240.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-141",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          960.0,
          240.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-142",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          740.0,
          270.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-143",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          850.0,
          270.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-144",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          960.0,
          270.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-145",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          740.0,
          300.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       }
      ],
      "lines": [
       {
        "patchline": {
         "source": [
          "obj-2",
          0
         ],
         "destination": [
          "obj-3",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-3",
          0
         ],
         "destination": [
          "obj-4",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-2",
          1
         ],
         "destination": [
          "obj-3",
          1
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-3",
          1
         ],
         "destination": [
          "obj-4",
          1
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-5",
          0
         ],
         "destination": [
          "obj-6",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-5",
          1
         ],
         "destination": [
          "obj-6",
          1
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-4",
          0
         ],
         "destination": [
          "obj-7",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-6",
          0
         ],
         "destination": [
          "obj-7",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-7",
          0
         ],
         "destination": [
          "obj-8",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-9",
          0
         ],
         "destination": [
          "obj-10",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-9",
          1
         ],
         "destination": [
          "obj-10",
          1
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-9",
          2
         ],
         "destination": [
          "obj-10",
          2
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-9",
          0
         ],
         "destination": [
          "obj-12",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-12",
          0
         ],
         "destination": [
          "obj-11",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-9",
          1
         ],
         "destination": [
          "obj-13",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-13",
          0
         ],
         "destination": [
          "obj-15",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-15",
          0
         ],
         "destination": [
          "obj-14",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-11",
          0
         ],
         "destination": [
          "obj-16",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-14",
          0
         ],
         "destination": [
          "obj-16",
          1
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-16",
          0
         ],
         "destination": [
          "obj-17",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-16",
          0
         ],
         "destination": [
          "obj-17",
          1
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-21",
          0
         ],
         "destination": [
          "obj-22",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-23",
          0
         ],
         "destination": [
          "obj-24",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-25",
          0
         ],
         "destination": [
          "obj-26",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-27",
          0
         ],
         "destination": [
          "obj-28",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-29",
          0
         ],
         "destination": [
          "obj-30",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-31",
          0
         ],
         "destination": [
          "obj-32",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-34",
          0
         ],
         "destination": [
          "obj-35",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-35",
          0
         ],
         "destination": [
          "obj-36",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-38",
          0
         ],
         "destination": [
          "obj-39",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-39",
          0
         ],
         "destination": [
          "obj-40",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-42",
          0
         ],
         "destination": [
          "obj-43",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-43",
          0
         ],
         "destination": [
          "obj-44",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-46",
          0
         ],
         "destination": [
          "obj-47",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-47",
          0
         ],
         "destination": [
          "obj-48",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-50",
          0
         ],
         "destination": [
          "obj-51",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-51",
          0
         ],
         "destination": [
          "obj-52",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-55",
          0
         ],
         "destination": [
          "obj-56",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-56",
          0
         ],
         "destination": [
          "obj-57",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-59",
          0
         ],
         "destination": [
          "obj-60",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-60",
          0
         ],
         "destination": [
          "obj-61",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-63",
          1
         ],
         "destination": [
          "obj-65",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-65",
          0
         ],
         "destination": [
          "obj-64",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-64",
          0
         ],
         "destination": [
          "obj-66",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-68",
          0
         ],
         "destination": [
          "obj-69",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-69",
          0
         ],
         "destination": [
          "obj-70",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-73",
          0
         ],
         "destination": [
          "obj-74",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-74",
          0
         ],
         "destination": [
          "obj-75",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-77",
          0
         ],
         "destination": [
          "obj-78",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-78",
          0
         ],
         "destination": [
          "obj-79",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-82",
          0
         ],
         "destination": [
          "obj-83",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-83",
          0
         ],
         "destination": [
          "obj-84",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-87",
          0
         ],
         "destination": [
          "obj-88",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-88",
          0
         ],
         "destination": [
          "obj-89",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-92",
          0
         ],
         "destination": [
          "obj-93",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-93",
          0
         ],
         "destination": [
          "obj-94",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-97",
          0
         ],
         "destination": [
          "obj-98",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-98",
          0
         ],
         "destination": [
          "obj-99",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-102",
          0
         ],
         "destination": [
          "obj-103",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-103",
          0
         ],
         "destination": [
          "obj-104",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-106",
          0
         ],
         "destination": [
          "obj-107",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-107",
          0
         ],
         "destination": [
          "obj-108",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-110",
          0
         ],
         "destination": [
          "obj-111",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-111",
          0
         ],
         "destination": [
          "obj-112",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-114",
          0
         ],
         "destination": [
          "obj-115",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-115",
          0
         ],
         "destination": [
          "obj-116",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-118",
          0
         ],
         "destination": [
          "obj-119",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-119",
          0
         ],
         "destination": [
          "obj-120",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-124",
          0
         ],
         "destination": [
          "obj-123",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-123",
          0
         ],
         "destination": [
          "obj-9",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-123",
          1
         ],
         "destination": [
          "obj-125",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-125",
          0
         ],
         "destination": [
          "obj-20",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-123",
          2
         ],
         "destination": [
          "obj-126",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-126",
          0
         ],
         "destination": [
          "obj-34",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-123",
          3
         ],
         "destination": [
          "obj-127",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-127",
          0
         ],
         "destination": [
          "obj-38",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-123",
          4
         ],
         "destination": [
          "obj-128",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-128",
          0
         ],
         "destination": [
          "obj-42",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-123",
          5
         ],
         "destination": [
          "obj-129",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-129",
          0
         ],
         "destination": [
          "obj-46",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-123",
          6
         ],
         "destination": [
          "obj-130",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-130",
          0
         ],
         "destination": [
          "obj-50",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-123",
          7
         ],
         "destination": [
          "obj-131",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-131",
          0
         ],
         "destination": [
          "obj-55",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-123",
          8
         ],
         "destination": [
          "obj-132",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-132",
          0
         ],
         "destination": [
          "obj-59",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-123",
          9
         ],
         "destination": [
          "obj-133",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-133",
          0
         ],
         "destination": [
          "obj-63",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-123",
          10
         ],
         "destination": [
          "obj-134",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-134",
          0
         ],
         "destination": [
          "obj-68",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-123",
          11
         ],
         "destination": [
          "obj-135",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-135",
          0
         ],
         "destination": [
          "obj-73",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-123",
          12
         ],
         "destination": [
          "obj-136",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-136",
          0
         ],
         "destination": [
          "obj-77",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-123",
          13
         ],
         "destination": [
          "obj-137",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-137",
          0
         ],
         "destination": [
          "obj-82",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-123",
          14
         ],
         "destination": [
          "obj-138",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-138",
          0
         ],
         "destination": [
          "obj-87",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-123",
          15
         ],
         "destination": [
          "obj-139",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-139",
          0
         ],
         "destination": [
          "obj-92",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-123",
          16
         ],
         "destination": [
          "obj-140",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-140",
          0
         ],
         "destination": [
          "obj-97",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-123",
          17
         ],
         "destination": [
          "obj-141",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-141",
          0
         ],
         "destination": [
          "obj-102",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-123",
          18
         ],
         "destination": [
          "obj-142",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-142",
          0
         ],
         "destination": [
          "obj-106",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-123",
          19
         ],
         "destination": [
          "obj-143",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-143",
          0
         ],
         "destination": [
          "obj-110",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-123",
          20
         ],
         "destination": [
          "obj-144",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-144",
          0
         ],
         "destination": [
          "obj-114",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-123",
          21
         ],
         "destination": [
          "obj-145",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-145",
          0
         ],
         "destination": [
          "obj-122",
          0
         ]
        }
       }
      ]
     }
    }
   },
   {
    "box": {
     "id": "obj-50",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 0,
     "patching_rect": [
      170.0,
      484.0,
      50.0,
      22.0
     ],
     "text": "p text",
     "patcher": {
      "fileversion": 1,
      "appversion": {
       "major": 8,
       "minor": 5,
       "revision": 0,
       "architecture": "x64",
       "modernui": 1
      },
      "classnamespace": "box",
      "rect": [
       80.0,
       100.0,
       1150.0,
       800.0
      ],
      "bglocked": 0,
      "openinpresentation": 0,
      "default_fontsize": 12.0,
      "default_fontface": 0,
      "default_fontname": "Arial",
      "gridonopen": 1,
      "gridsize": [
       15.0,
       15.0
      ],
      "boxes": [
       {
        "box": {
         "id": "obj-1",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          10.0,
          187.0,
          20.0
         ],
         "text": "text: text, package verse"
        }
       },
       {
        "box": {
         "id": "obj-2",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          40.0,
          103.0,
          20.0
         ],
         "text": "its last line"
        }
       },
       {
        "box": {
         "id": "obj-3",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          20.0,
          62.0,
          420.0,
          22.0
         ],
         "text": "",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-4",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          92.0,
          145.0,
          20.0
         ],
         "text": "begins with (Enter)"
        }
       },
       {
        "box": {
         "id": "obj-5",
         "maxclass": "textedit",
         "numinlets": 1,
         "numoutlets": 4,
         "patching_rect": [
          150.0,
          92.0,
          200.0,
          22.0
         ],
         "text": "The sea",
         "keymode": 1,
         "outlettype": [
          "",
          "int",
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-6",
         "maxclass": "newobj",
         "numinlets": 2,
         "numoutlets": 2,
         "patching_rect": [
          20.0,
          120.0,
          78.0,
          22.0
         ],
         "text": "route text",
         "outlettype": [
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-7",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          190.0,
          120.0,
          148.0,
          22.0
         ],
         "text": "prepend /text/prompt",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-8",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          110.0,
          120.0,
          64.0,
          22.0
         ],
         "text": "tosymbol",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-9",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          340.0,
          120.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-10",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          150.0,
          54.0,
          20.0
         ],
         "text": "a line"
        }
       },
       {
        "box": {
         "id": "obj-11",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          20.0,
          172.0,
          105.0,
          22.0
         ],
         "text": "/text/next 1",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-12",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          70.0,
          176.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-13",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          130.0,
          150.0,
          40.0,
          20.0
         ],
         "text": "four"
        }
       },
       {
        "box": {
         "id": "obj-14",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          130.0,
          172.0,
          105.0,
          22.0
         ],
         "text": "/text/next 4",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-15",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          180.0,
          176.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-16",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          240.0,
          150.0,
          75.0,
          20.0
         ],
         "text": "on and on"
        }
       },
       {
        "box": {
         "id": "obj-17",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          240.0,
          172.0,
          105.0,
          22.0
         ],
         "text": "/text/play 1",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-18",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          290.0,
          176.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-19",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          350.0,
          150.0,
          40.0,
          20.0
         ],
         "text": "wait"
        }
       },
       {
        "box": {
         "id": "obj-20",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          350.0,
          172.0,
          105.0,
          22.0
         ],
         "text": "/text/play 0",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-21",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          400.0,
          176.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-22",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          20.0,
          210.0,
          122.0,
          22.0
         ],
         "text": "/text/accept",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-23",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          80.0,
          214.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-24",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          150.0,
          210.0,
          122.0,
          22.0
         ],
         "text": "/text/reject",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-25",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          210.0,
          214.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-26",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          280.0,
          210.0,
          122.0,
          22.0
         ],
         "text": "/text/stop",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-27",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          340.0,
          214.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-28",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          410.0,
          210.0,
          122.0,
          22.0
         ],
         "text": "/text/reset",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-29",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          470.0,
          214.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-30",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          20.0,
          236.0,
          122.0,
          22.0
         ],
         "text": "/text/undo",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-31",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          80.0,
          240.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-32",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          272.0,
          125.0,
          20.0
         ],
         "text": "temperature",
         "annotation": "how daring: 0 always takes the likeliest, 1 plays as it learned, more is wilder"
        }
       },
       {
        "box": {
         "id": "obj-33",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          272.0,
          60.0,
          48.0
         ],
         "varname": "text temperature",
         "annotation": "how daring: 0 always takes the likeliest, 1 plays as it learned, more is wilder",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "text temperature",
           "parameter_shortname": "temperature",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 2.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.8
           ],
           "parameter_unitstyle": 1
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-34",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          272.0,
          183.0,
          22.0
         ],
         "text": "prepend /text/temperature",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-35",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          272.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-36",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          326.0,
          125.0,
          20.0
         ],
         "text": "top_p",
         "annotation": "keeps only the likeliest choices that together hold this probability"
        }
       },
       {
        "box": {
         "id": "obj-37",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          326.0,
          60.0,
          48.0
         ],
         "varname": "text top_p",
         "annotation": "keeps only the likeliest choices that together hold this probability",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "text top_p",
           "parameter_shortname": "top_p",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 1.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.95
           ],
           "parameter_unitstyle": 1
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-38",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          326.0,
          141.0,
          22.0
         ],
         "text": "prepend /text/top_p",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-39",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          326.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-40",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          380.0,
          125.0,
          20.0
         ],
         "text": "pace",
         "annotation": "how fast it writes; 0 = as fast as it can"
        }
       },
       {
        "box": {
         "id": "obj-41",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          380.0,
          60.0,
          48.0
         ],
         "varname": "text pace",
         "annotation": "how fast it writes; 0 = as fast as it can",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "text pace",
           "parameter_shortname": "pace",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 64.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            2.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-42",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          380.0,
          134.0,
          22.0
         ],
         "text": "prepend /text/pace",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-43",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          380.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-44",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          215.0,
          380.0,
          110.0,
          20.0
         ],
         "text": "words per beat"
        }
       },
       {
        "box": {
         "id": "obj-45",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          434.0,
          125.0,
          20.0
         ],
         "text": "quantize",
         "annotation": "where writing may start; 0 = anywhere"
        }
       },
       {
        "box": {
         "id": "obj-46",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          434.0,
          60.0,
          48.0
         ],
         "varname": "text quantize",
         "annotation": "where writing may start; 0 = anywhere",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "text quantize",
           "parameter_shortname": "quantize",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 64.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-47",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          434.0,
          162.0,
          22.0
         ],
         "text": "prepend /text/quantize",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-48",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          434.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-49",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          215.0,
          434.0,
          110.0,
          20.0
         ],
         "text": "beats"
        }
       },
       {
        "box": {
         "id": "obj-50",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          488.0,
          125.0,
          20.0
         ],
         "text": "max_line",
         "annotation": "the longest line"
        }
       },
       {
        "box": {
         "id": "obj-51",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          488.0,
          60.0,
          48.0
         ],
         "varname": "text max_line",
         "annotation": "the longest line",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "text max_line",
           "parameter_shortname": "max_line",
           "parameter_type": 1,
           "parameter_mmin": 8.0,
           "parameter_mmax": 200.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            80
           ],
           "parameter_unitstyle": 0
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-52",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          488.0,
          162.0,
          22.0
         ],
         "text": "prepend /text/max_line",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-53",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          488.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-54",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          215.0,
          488.0,
          110.0,
          20.0
         ],
         "text": "characters"
        }
       },
       {
        "box": {
         "id": "obj-55",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          542.0,
          125.0,
          20.0
         ],
         "text": "preview",
         "annotation": "lines come first to /NAME/out/preview"
        }
       },
       {
        "box": {
         "id": "obj-56",
         "maxclass": "toggle",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          150.0,
          542.0,
          24.0,
          24.0
         ],
         "annotation": "lines come first to /NAME/out/preview",
         "outlettype": [
          "int"
         ]
        }
       },
       {
        "box": {
         "id": "obj-57",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          542.0,
          155.0,
          22.0
         ],
         "text": "prepend /text/preview",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-58",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          542.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-59",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          572.0,
          125.0,
          20.0
         ],
         "text": "seed",
         "annotation": "the same seed and the same input give the same answer"
        }
       },
       {
        "box": {
         "id": "obj-60",
         "maxclass": "number",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          572.0,
          100.0,
          22.0
         ],
         "minimum": 0,
         "maximum": 2147483647,
         "annotation": "the same seed and the same input give the same answer",
         "outlettype": [
          "",
          "bang"
         ]
        }
       },
       {
        "box": {
         "id": "obj-61",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          572.0,
          134.0,
          22.0
         ],
         "text": "prepend /text/seed",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-62",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          572.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-63",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          602.0,
          125.0,
          20.0
         ],
         "text": "load",
         "annotation": "swap the package without a gap; on failure the old one stays"
        }
       },
       {
        "box": {
         "id": "obj-64",
         "maxclass": "umenu",
         "numinlets": 1,
         "numoutlets": 3,
         "patching_rect": [
          150.0,
          602.0,
          120.0,
          22.0
         ],
         "items": [
          "tang",
          ",",
          "verse"
         ],
         "annotation": "swap the package without a gap; on failure the old one stays",
         "outlettype": [
          "int",
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-65",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          602.0,
          134.0,
          22.0
         ],
         "text": "prepend /text/load",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-66",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          602.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-67",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          632.0,
          47.0,
          20.0
         ],
         "text": "state"
        }
       },
       {
        "box": {
         "id": "obj-68",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          150.0,
          632.0,
          100.0,
          22.0
         ],
         "text": "",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-69",
         "maxclass": "newobj",
         "numinlets": 10,
         "numoutlets": 10,
         "patching_rect": [
          740.0,
          50.0,
          932.0,
          22.0
         ],
         "text": "route /text/out/line /text/temperature /text/top_p /text/pace /text/quantize /text/max_line /text/preview /text/seed /text/out/state",
         "outlettype": [
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-70",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          740.0,
          20.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-71",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          740.0,
          90.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-72",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          850.0,
          90.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-73",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          960.0,
          90.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-74",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          740.0,
          120.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-75",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          850.0,
          120.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-76",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          960.0,
          120.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-77",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          740.0,
          150.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-78",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          850.0,
          150.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-79",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          960.0,
          150.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       }
      ],
      "lines": [
       {
        "patchline": {
         "source": [
          "obj-5",
          0
         ],
         "destination": [
          "obj-6",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-6",
          0
         ],
         "destination": [
          "obj-8",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-8",
          0
         ],
         "destination": [
          "obj-7",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-7",
          0
         ],
         "destination": [
          "obj-9",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-11",
          0
         ],
         "destination": [
          "obj-12",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-14",
          0
         ],
         "destination": [
          "obj-15",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-17",
          0
         ],
         "destination": [
          "obj-18",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-20",
          0
         ],
         "destination": [
          "obj-21",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-22",
          0
         ],
         "destination": [
          "obj-23",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-24",
          0
         ],
         "destination": [
          "obj-25",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-26",
          0
         ],
         "destination": [
          "obj-27",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-28",
          0
         ],
         "destination": [
          "obj-29",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-30",
          0
         ],
         "destination": [
          "obj-31",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-33",
          0
         ],
         "destination": [
          "obj-34",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-34",
          0
         ],
         "destination": [
          "obj-35",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-37",
          0
         ],
         "destination": [
          "obj-38",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-38",
          0
         ],
         "destination": [
          "obj-39",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-41",
          0
         ],
         "destination": [
          "obj-42",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-42",
          0
         ],
         "destination": [
          "obj-43",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-46",
          0
         ],
         "destination": [
          "obj-47",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-47",
          0
         ],
         "destination": [
          "obj-48",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-51",
          0
         ],
         "destination": [
          "obj-52",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-52",
          0
         ],
         "destination": [
          "obj-53",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-56",
          0
         ],
         "destination": [
          "obj-57",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-57",
          0
         ],
         "destination": [
          "obj-58",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-60",
          0
         ],
         "destination": [
          "obj-61",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-61",
          0
         ],
         "destination": [
          "obj-62",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-64",
          0
         ],
         "destination": [
          "obj-65",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-65",
          0
         ],
         "destination": [
          "obj-66",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-70",
          0
         ],
         "destination": [
          "obj-69",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-69",
          0
         ],
         "destination": [
          "obj-71",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-71",
          0
         ],
         "destination": [
          "obj-3",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-69",
          1
         ],
         "destination": [
          "obj-72",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-72",
          0
         ],
         "destination": [
          "obj-33",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-69",
          2
         ],
         "destination": [
          "obj-73",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-73",
          0
         ],
         "destination": [
          "obj-37",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-69",
          3
         ],
         "destination": [
          "obj-74",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-74",
          0
         ],
         "destination": [
          "obj-41",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-69",
          4
         ],
         "destination": [
          "obj-75",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-75",
          0
         ],
         "destination": [
          "obj-46",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-69",
          5
         ],
         "destination": [
          "obj-76",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-76",
          0
         ],
         "destination": [
          "obj-51",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-69",
          6
         ],
         "destination": [
          "obj-77",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-77",
          0
         ],
         "destination": [
          "obj-56",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-69",
          7
         ],
         "destination": [
          "obj-78",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-78",
          0
         ],
         "destination": [
          "obj-60",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-69",
          8
         ],
         "destination": [
          "obj-79",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-79",
          0
         ],
         "destination": [
          "obj-68",
          0
         ]
        }
       }
      ]
     }
    }
   },
   {
    "box": {
     "id": "obj-51",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 0,
     "patching_rect": [
      320.0,
      484.0,
      57.0,
      22.0
     ],
     "text": "p image",
     "patcher": {
      "fileversion": 1,
      "appversion": {
       "major": 8,
       "minor": 5,
       "revision": 0,
       "architecture": "x64",
       "modernui": 1
      },
      "classnamespace": "box",
      "rect": [
       80.0,
       100.0,
       1150.0,
       800.0
      ],
      "bglocked": 0,
      "openinpresentation": 0,
      "default_fontsize": 12.0,
      "default_fontface": 0,
      "default_fontname": "Arial",
      "gridonopen": 1,
      "gridsize": [
       15.0,
       15.0
      ],
      "boxes": [
       {
        "box": {
         "id": "obj-1",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          10.0,
          208.0,
          20.0
         ],
         "text": "image: image, package aviary"
        }
       },
       {
        "box": {
         "id": "obj-2",
         "maxclass": "jweb",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          20.0,
          40.0,
          256.0,
          256.0
         ],
         "url": "http://127.0.0.1:7771/view/image",
         "rendermode": 1,
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-3",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          290.0,
          40.0,
          250.0,
          20.0
         ],
         "text": "http://127.0.0.1:7771/view/image"
        }
       },
       {
        "box": {
         "id": "obj-4",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          290.0,
          80.0,
          150.0,
          22.0
         ],
         "text": "/image/morph 1 4.",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-5",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          350.0,
          84.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-6",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          290.0,
          108.0,
          150.0,
          22.0
         ],
         "text": "/image/morph 2 4.",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-7",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          350.0,
          112.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-8",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          290.0,
          136.0,
          150.0,
          22.0
         ],
         "text": "/image/morph 3 4.",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-9",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          350.0,
          140.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-10",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          290.0,
          164.0,
          150.0,
          22.0
         ],
         "text": "/image/morph 7 4.",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-11",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          350.0,
          168.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-12",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          290.0,
          200.0,
          61.0,
          20.0
         ],
         "text": "came by"
        }
       },
       {
        "box": {
         "id": "obj-13",
         "maxclass": "number",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          360.0,
          200.0,
          90.0,
          22.0
         ],
         "outlettype": [
          "",
          "bang"
         ]
        }
       },
       {
        "box": {
         "id": "obj-14",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          20.0,
          310.0,
          122.0,
          22.0
         ],
         "text": "/image/stop",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-15",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          80.0,
          314.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-16",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          150.0,
          310.0,
          122.0,
          22.0
         ],
         "text": "/image/reset",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-17",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          210.0,
          314.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-18",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          280.0,
          310.0,
          122.0,
          22.0
         ],
         "text": "/image/undo",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-19",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          340.0,
          314.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-20",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          346.0,
          125.0,
          20.0
         ],
         "text": "seed",
         "annotation": "jump to the picture of this seed: always the same picture"
        }
       },
       {
        "box": {
         "id": "obj-21",
         "maxclass": "number",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          346.0,
          100.0,
          22.0
         ],
         "minimum": 0,
         "maximum": 2147483647,
         "annotation": "jump to the picture of this seed: always the same picture",
         "outlettype": [
          "",
          "bang"
         ]
        }
       },
       {
        "box": {
         "id": "obj-22",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          346.0,
          141.0,
          22.0
         ],
         "text": "prepend /image/seed",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-23",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          346.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-24",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          376.0,
          125.0,
          20.0
         ],
         "text": "latent/0",
         "annotation": "set one coordinate, counted from 0"
        }
       },
       {
        "box": {
         "id": "obj-25",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          376.0,
          60.0,
          48.0
         ],
         "varname": "image latent 0",
         "annotation": "set one coordinate, counted from 0",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "image latent 0",
           "parameter_shortname": "latent/0",
           "parameter_type": 0,
           "parameter_mmin": -8.0,
           "parameter_mmax": 8.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-26",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          376.0,
          169.0,
          22.0
         ],
         "text": "prepend /image/latent/0",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-27",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          376.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-28",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          430.0,
          125.0,
          20.0
         ],
         "text": "latent/1",
         "annotation": "set one coordinate, counted from 0"
        }
       },
       {
        "box": {
         "id": "obj-29",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          430.0,
          60.0,
          48.0
         ],
         "varname": "image latent 1",
         "annotation": "set one coordinate, counted from 0",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "image latent 1",
           "parameter_shortname": "latent/1",
           "parameter_type": 0,
           "parameter_mmin": -8.0,
           "parameter_mmax": 8.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-30",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          430.0,
          169.0,
          22.0
         ],
         "text": "prepend /image/latent/1",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-31",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          430.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-32",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          484.0,
          125.0,
          20.0
         ],
         "text": "latent/2",
         "annotation": "set one coordinate, counted from 0"
        }
       },
       {
        "box": {
         "id": "obj-33",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          484.0,
          60.0,
          48.0
         ],
         "varname": "image latent 2",
         "annotation": "set one coordinate, counted from 0",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "image latent 2",
           "parameter_shortname": "latent/2",
           "parameter_type": 0,
           "parameter_mmin": -8.0,
           "parameter_mmax": 8.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-34",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          484.0,
          169.0,
          22.0
         ],
         "text": "prepend /image/latent/2",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-35",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          484.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-36",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          538.0,
          125.0,
          20.0
         ],
         "text": "latent/3",
         "annotation": "set one coordinate, counted from 0"
        }
       },
       {
        "box": {
         "id": "obj-37",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          538.0,
          60.0,
          48.0
         ],
         "varname": "image latent 3",
         "annotation": "set one coordinate, counted from 0",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "image latent 3",
           "parameter_shortname": "latent/3",
           "parameter_type": 0,
           "parameter_mmin": -8.0,
           "parameter_mmax": 8.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-38",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          538.0,
          169.0,
          22.0
         ],
         "text": "prepend /image/latent/3",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-39",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          538.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-40",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          592.0,
          125.0,
          20.0
         ],
         "text": "latent/4",
         "annotation": "set one coordinate, counted from 0"
        }
       },
       {
        "box": {
         "id": "obj-41",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          592.0,
          60.0,
          48.0
         ],
         "varname": "image latent 4",
         "annotation": "set one coordinate, counted from 0",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "image latent 4",
           "parameter_shortname": "latent/4",
           "parameter_type": 0,
           "parameter_mmin": -8.0,
           "parameter_mmax": 8.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-42",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          592.0,
          169.0,
          22.0
         ],
         "text": "prepend /image/latent/4",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-43",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          592.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-44",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          646.0,
          125.0,
          20.0
         ],
         "text": "latent/5",
         "annotation": "set one coordinate, counted from 0"
        }
       },
       {
        "box": {
         "id": "obj-45",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          646.0,
          60.0,
          48.0
         ],
         "varname": "image latent 5",
         "annotation": "set one coordinate, counted from 0",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "image latent 5",
           "parameter_shortname": "latent/5",
           "parameter_type": 0,
           "parameter_mmin": -8.0,
           "parameter_mmax": 8.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-46",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          646.0,
          169.0,
          22.0
         ],
         "text": "prepend /image/latent/5",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-47",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          646.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-48",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          700.0,
          125.0,
          20.0
         ],
         "text": "latent/6",
         "annotation": "set one coordinate, counted from 0"
        }
       },
       {
        "box": {
         "id": "obj-49",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          700.0,
          60.0,
          48.0
         ],
         "varname": "image latent 6",
         "annotation": "set one coordinate, counted from 0",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "image latent 6",
           "parameter_shortname": "latent/6",
           "parameter_type": 0,
           "parameter_mmin": -8.0,
           "parameter_mmax": 8.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-50",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          700.0,
          169.0,
          22.0
         ],
         "text": "prepend /image/latent/6",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-51",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          700.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-52",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          754.0,
          125.0,
          20.0
         ],
         "text": "latent/7",
         "annotation": "set one coordinate, counted from 0"
        }
       },
       {
        "box": {
         "id": "obj-53",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          754.0,
          60.0,
          48.0
         ],
         "varname": "image latent 7",
         "annotation": "set one coordinate, counted from 0",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "image latent 7",
           "parameter_shortname": "latent/7",
           "parameter_type": 0,
           "parameter_mmin": -8.0,
           "parameter_mmax": 8.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-54",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          754.0,
          169.0,
          22.0
         ],
         "text": "prepend /image/latent/7",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-55",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          754.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-56",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          808.0,
          125.0,
          20.0
         ],
         "text": "walk",
         "annotation": "wander through the latent space, so many pictures a bar, one on every downbeat at 1; 0 = hold"
        }
       },
       {
        "box": {
         "id": "obj-57",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          808.0,
          60.0,
          48.0
         ],
         "varname": "image walk",
         "annotation": "wander through the latent space, so many pictures a bar, one on every downbeat at 1; 0 = hold",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "image walk",
           "parameter_shortname": "walk",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 10.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-58",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          808.0,
          141.0,
          22.0
         ],
         "text": "prepend /image/walk",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-59",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          808.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-60",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          862.0,
          125.0,
          20.0
         ],
         "text": "fps",
         "annotation": "how many pictures a second while it moves"
        }
       },
       {
        "box": {
         "id": "obj-61",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          862.0,
          60.0,
          48.0
         ],
         "varname": "image fps",
         "annotation": "how many pictures a second while it moves",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "image fps",
           "parameter_shortname": "fps",
           "parameter_type": 0,
           "parameter_mmin": 1.0,
           "parameter_mmax": 120.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            30.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-62",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          862.0,
          134.0,
          22.0
         ],
         "text": "prepend /image/fps",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-63",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          862.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-64",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          215.0,
          862.0,
          110.0,
          20.0
         ],
         "text": "frames per second"
        }
       },
       {
        "box": {
         "id": "obj-65",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          916.0,
          125.0,
          20.0
         ],
         "text": "truncation",
         "annotation": "less is more typical, more is stranger"
        }
       },
       {
        "box": {
         "id": "obj-66",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          916.0,
          60.0,
          48.0
         ],
         "varname": "image truncation",
         "annotation": "less is more typical, more is stranger",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "image truncation",
           "parameter_shortname": "truncation",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 2.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            1.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-67",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          916.0,
          183.0,
          22.0
         ],
         "text": "prepend /image/truncation",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-68",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          916.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-69",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          970.0,
          125.0,
          20.0
         ],
         "text": "quantize",
         "annotation": "where a jump, a morph or a class may start; 0 = at once"
        }
       },
       {
        "box": {
         "id": "obj-70",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          970.0,
          60.0,
          48.0
         ],
         "varname": "image quantize",
         "annotation": "where a jump, a morph or a class may start; 0 = at once",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "image quantize",
           "parameter_shortname": "quantize",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 64.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-71",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          970.0,
          169.0,
          22.0
         ],
         "text": "prepend /image/quantize",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-72",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          970.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-73",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          215.0,
          970.0,
          110.0,
          20.0
         ],
         "text": "beats"
        }
       },
       {
        "box": {
         "id": "obj-74",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          1024.0,
          125.0,
          20.0
         ],
         "text": "glide",
         "annotation": "how long a jump to a seed, a latent or a class takes; 0 = a cut"
        }
       },
       {
        "box": {
         "id": "obj-75",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          1024.0,
          60.0,
          48.0
         ],
         "varname": "image glide",
         "annotation": "how long a jump to a seed, a latent or a class takes; 0 = a cut",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "image glide",
           "parameter_shortname": "glide",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 64.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-76",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          1024.0,
          148.0,
          22.0
         ],
         "text": "prepend /image/glide",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-77",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          1024.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-78",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          215.0,
          1024.0,
          110.0,
          20.0
         ],
         "text": "beats"
        }
       },
       {
        "box": {
         "id": "obj-79",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          1078.0,
          125.0,
          20.0
         ],
         "text": "class",
         "annotation": "a class by number or name, or a mix of two"
        }
       },
       {
        "box": {
         "id": "obj-80",
         "maxclass": "umenu",
         "numinlets": 1,
         "numoutlets": 3,
         "patching_rect": [
          150.0,
          1078.0,
          120.0,
          22.0
         ],
         "items": [
          "detail",
          ",",
          "full"
         ],
         "annotation": "a class by number or name, or a mix of two",
         "outlettype": [
          "int",
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-81",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          1078.0,
          148.0,
          22.0
         ],
         "text": "prepend /image/class",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-82",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          1078.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-83",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          1108.0,
          125.0,
          20.0
         ],
         "text": "load",
         "annotation": "swap the package without a gap; on failure the old one stays"
        }
       },
       {
        "box": {
         "id": "obj-84",
         "maxclass": "umenu",
         "numinlets": 1,
         "numoutlets": 3,
         "patching_rect": [
          150.0,
          1108.0,
          120.0,
          22.0
         ],
         "items": [
          "aviary",
          ",",
          "nebulae"
         ],
         "annotation": "swap the package without a gap; on failure the old one stays",
         "outlettype": [
          "int",
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-85",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          1108.0,
          141.0,
          22.0
         ],
         "text": "prepend /image/load",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-86",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          1108.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-87",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          1138.0,
          47.0,
          20.0
         ],
         "text": "state"
        }
       },
       {
        "box": {
         "id": "obj-88",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          150.0,
          1138.0,
          100.0,
          22.0
         ],
         "text": "",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-89",
         "maxclass": "newobj",
         "numinlets": 17,
         "numoutlets": 17,
         "patching_rect": [
          740.0,
          50.0,
          1744.0,
          22.0
         ],
         "text": "route /image/out/seed /image/seed /image/latent/0 /image/latent/1 /image/latent/2 /image/latent/3 /image/latent/4 /image/latent/5 /image/latent/6 /image/latent/7 /image/walk /image/fps /image/truncation /image/quantize /image/glide /image/out/state",
         "outlettype": [
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-90",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          740.0,
          20.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-91",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          740.0,
          90.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-92",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          850.0,
          90.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-93",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          960.0,
          90.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-94",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          740.0,
          120.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-95",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          850.0,
          120.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-96",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          960.0,
          120.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-97",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          740.0,
          150.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-98",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          850.0,
          150.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-99",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          960.0,
          150.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-100",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          740.0,
          180.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-101",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          850.0,
          180.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-102",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          960.0,
          180.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-103",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          740.0,
          210.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-104",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          850.0,
          210.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-105",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          960.0,
          210.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-106",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          740.0,
          240.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       }
      ],
      "lines": [
       {
        "patchline": {
         "source": [
          "obj-4",
          0
         ],
         "destination": [
          "obj-5",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-6",
          0
         ],
         "destination": [
          "obj-7",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-8",
          0
         ],
         "destination": [
          "obj-9",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-10",
          0
         ],
         "destination": [
          "obj-11",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-14",
          0
         ],
         "destination": [
          "obj-15",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-16",
          0
         ],
         "destination": [
          "obj-17",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-18",
          0
         ],
         "destination": [
          "obj-19",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-21",
          0
         ],
         "destination": [
          "obj-22",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-22",
          0
         ],
         "destination": [
          "obj-23",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-25",
          0
         ],
         "destination": [
          "obj-26",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-26",
          0
         ],
         "destination": [
          "obj-27",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-29",
          0
         ],
         "destination": [
          "obj-30",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-30",
          0
         ],
         "destination": [
          "obj-31",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-33",
          0
         ],
         "destination": [
          "obj-34",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-34",
          0
         ],
         "destination": [
          "obj-35",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-37",
          0
         ],
         "destination": [
          "obj-38",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-38",
          0
         ],
         "destination": [
          "obj-39",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-41",
          0
         ],
         "destination": [
          "obj-42",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-42",
          0
         ],
         "destination": [
          "obj-43",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-45",
          0
         ],
         "destination": [
          "obj-46",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-46",
          0
         ],
         "destination": [
          "obj-47",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-49",
          0
         ],
         "destination": [
          "obj-50",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-50",
          0
         ],
         "destination": [
          "obj-51",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-53",
          0
         ],
         "destination": [
          "obj-54",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-54",
          0
         ],
         "destination": [
          "obj-55",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-57",
          0
         ],
         "destination": [
          "obj-58",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-58",
          0
         ],
         "destination": [
          "obj-59",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-61",
          0
         ],
         "destination": [
          "obj-62",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-62",
          0
         ],
         "destination": [
          "obj-63",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-66",
          0
         ],
         "destination": [
          "obj-67",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-67",
          0
         ],
         "destination": [
          "obj-68",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-70",
          0
         ],
         "destination": [
          "obj-71",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-71",
          0
         ],
         "destination": [
          "obj-72",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-75",
          0
         ],
         "destination": [
          "obj-76",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-76",
          0
         ],
         "destination": [
          "obj-77",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-80",
          0
         ],
         "destination": [
          "obj-81",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-81",
          0
         ],
         "destination": [
          "obj-82",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-84",
          0
         ],
         "destination": [
          "obj-85",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-85",
          0
         ],
         "destination": [
          "obj-86",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-90",
          0
         ],
         "destination": [
          "obj-89",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-89",
          0
         ],
         "destination": [
          "obj-91",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-91",
          0
         ],
         "destination": [
          "obj-13",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-89",
          1
         ],
         "destination": [
          "obj-92",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-92",
          0
         ],
         "destination": [
          "obj-21",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-89",
          2
         ],
         "destination": [
          "obj-93",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-93",
          0
         ],
         "destination": [
          "obj-25",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-89",
          3
         ],
         "destination": [
          "obj-94",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-94",
          0
         ],
         "destination": [
          "obj-29",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-89",
          4
         ],
         "destination": [
          "obj-95",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-95",
          0
         ],
         "destination": [
          "obj-33",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-89",
          5
         ],
         "destination": [
          "obj-96",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-96",
          0
         ],
         "destination": [
          "obj-37",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-89",
          6
         ],
         "destination": [
          "obj-97",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-97",
          0
         ],
         "destination": [
          "obj-41",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-89",
          7
         ],
         "destination": [
          "obj-98",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-98",
          0
         ],
         "destination": [
          "obj-45",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-89",
          8
         ],
         "destination": [
          "obj-99",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-99",
          0
         ],
         "destination": [
          "obj-49",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-89",
          9
         ],
         "destination": [
          "obj-100",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-100",
          0
         ],
         "destination": [
          "obj-53",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-89",
          10
         ],
         "destination": [
          "obj-101",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-101",
          0
         ],
         "destination": [
          "obj-57",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-89",
          11
         ],
         "destination": [
          "obj-102",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-102",
          0
         ],
         "destination": [
          "obj-61",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-89",
          12
         ],
         "destination": [
          "obj-103",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-103",
          0
         ],
         "destination": [
          "obj-66",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-89",
          13
         ],
         "destination": [
          "obj-104",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-104",
          0
         ],
         "destination": [
          "obj-70",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-89",
          14
         ],
         "destination": [
          "obj-105",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-105",
          0
         ],
         "destination": [
          "obj-75",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-89",
          15
         ],
         "destination": [
          "obj-106",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-106",
          0
         ],
         "destination": [
          "obj-88",
          0
         ]
        }
       }
      ]
     }
    }
   },
   {
    "box": {
     "id": "obj-52",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 0,
     "patching_rect": [
      470.0,
      484.0,
      71.0,
      22.0
     ],
     "text": "p gesture",
     "patcher": {
      "fileversion": 1,
      "appversion": {
       "major": 8,
       "minor": 5,
       "revision": 0,
       "architecture": "x64",
       "modernui": 1
      },
      "classnamespace": "box",
      "rect": [
       80.0,
       100.0,
       1150.0,
       800.0
      ],
      "bglocked": 0,
      "openinpresentation": 0,
      "default_fontsize": 12.0,
      "default_fontface": 0,
      "default_fontname": "Arial",
      "gridonopen": 1,
      "gridsize": [
       15.0,
       15.0
      ],
      "boxes": [
       {
        "box": {
         "id": "obj-1",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          10.0,
          215.0,
          20.0
         ],
         "text": "gesture: gesture, package pen"
        }
       },
       {
        "box": {
         "id": "obj-2",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          20.0,
          40.0,
          50.0,
          48.0
         ],
         "varname": "gesture in 0",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "gesture in 0",
           "parameter_shortname": "in/0",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 1.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-3",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          20.0,
          94.0,
          155.0,
          22.0
         ],
         "text": "prepend /gesture/in/0",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-4",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          190.0,
          94.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-5",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          80.0,
          40.0,
          50.0,
          48.0
         ],
         "varname": "gesture in 1",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "gesture in 1",
           "parameter_shortname": "in/1",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 1.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-6",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          80.0,
          120.0,
          155.0,
          22.0
         ],
         "text": "prepend /gesture/in/1",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-7",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          250.0,
          120.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-8",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          140.0,
          40.0,
          50.0,
          48.0
         ],
         "varname": "gesture in 2",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "gesture in 2",
           "parameter_shortname": "in/2",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 1.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-9",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          140.0,
          146.0,
          155.0,
          22.0
         ],
         "text": "prepend /gesture/in/2",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-10",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          310.0,
          146.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-11",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          178.0,
          61.0,
          20.0
         ],
         "text": "its own"
        }
       },
       {
        "box": {
         "id": "obj-12",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          150.0,
          178.0,
          200.0,
          22.0
         ],
         "text": "",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-13",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          20.0,
          208.0,
          122.0,
          22.0
         ],
         "text": "/gesture/answer",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-14",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          80.0,
          212.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-15",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          150.0,
          208.0,
          122.0,
          22.0
         ],
         "text": "/gesture/stop",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-16",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          210.0,
          212.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-17",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          280.0,
          208.0,
          122.0,
          22.0
         ],
         "text": "/gesture/reset",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-18",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          340.0,
          212.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-19",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          410.0,
          208.0,
          122.0,
          22.0
         ],
         "text": "/gesture/undo",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-20",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          470.0,
          212.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-21",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          244.0,
          125.0,
          20.0
         ],
         "text": "mode",
         "annotation": "answer goes on when the movement rests, about as long · continue until the human moves · solo moves by itself · off"
        }
       },
       {
        "box": {
         "id": "obj-22",
         "maxclass": "umenu",
         "numinlets": 1,
         "numoutlets": 3,
         "patching_rect": [
          150.0,
          244.0,
          120.0,
          22.0
         ],
         "items": [
          "answer",
          ",",
          "continue",
          ",",
          "solo",
          ",",
          "off"
         ],
         "annotation": "answer goes on when the movement rests, about as long · continue until the human moves · solo moves by itself · off",
         "outlettype": [
          "int",
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-23",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          244.0,
          155.0,
          22.0
         ],
         "text": "prepend /gesture/mode",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-24",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          244.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-25",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          274.0,
          125.0,
          20.0
         ],
         "text": "temperature",
         "annotation": "how daring: 0 always takes the likeliest, 1 plays as it learned, more is wilder"
        }
       },
       {
        "box": {
         "id": "obj-26",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          274.0,
          60.0,
          48.0
         ],
         "varname": "gesture temperature",
         "annotation": "how daring: 0 always takes the likeliest, 1 plays as it learned, more is wilder",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "gesture temperature",
           "parameter_shortname": "temperature",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 2.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            1.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-27",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          274.0,
          204.0,
          22.0
         ],
         "text": "prepend /gesture/temperature",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-28",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          274.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-29",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          328.0,
          125.0,
          20.0
         ],
         "text": "spread",
         "annotation": "how far it strays from the likeliest movement"
        }
       },
       {
        "box": {
         "id": "obj-30",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          328.0,
          60.0,
          48.0
         ],
         "varname": "gesture spread",
         "annotation": "how far it strays from the likeliest movement",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "gesture spread",
           "parameter_shortname": "spread",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 2.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            1.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-31",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          328.0,
          169.0,
          22.0
         ],
         "text": "prepend /gesture/spread",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-32",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          328.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-33",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          382.0,
          125.0,
          20.0
         ],
         "text": "quantize",
         "annotation": "where a movement may start; 0 = at once"
        }
       },
       {
        "box": {
         "id": "obj-34",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          382.0,
          60.0,
          48.0
         ],
         "varname": "gesture quantize",
         "annotation": "where a movement may start; 0 = at once",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "gesture quantize",
           "parameter_shortname": "quantize",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 64.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-35",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          382.0,
          183.0,
          22.0
         ],
         "text": "prepend /gesture/quantize",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-36",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          382.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-37",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          215.0,
          382.0,
          110.0,
          20.0
         ],
         "text": "beats"
        }
       },
       {
        "box": {
         "id": "obj-38",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          436.0,
          125.0,
          20.0
         ],
         "text": "pause",
         "annotation": "no input for so long is a rest"
        }
       },
       {
        "box": {
         "id": "obj-39",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          436.0,
          60.0,
          48.0
         ],
         "varname": "gesture pause",
         "annotation": "no input for so long is a rest",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "gesture pause",
           "parameter_shortname": "pause",
           "parameter_type": 0,
           "parameter_mmin": 0.05,
           "parameter_mmax": 30.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.6
           ],
           "parameter_unitstyle": 1
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-40",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          436.0,
          162.0,
          22.0
         ],
         "text": "prepend /gesture/pause",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-41",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          436.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-42",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          215.0,
          436.0,
          110.0,
          20.0
         ],
         "text": "s"
        }
       },
       {
        "box": {
         "id": "obj-43",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          490.0,
          125.0,
          20.0
         ],
         "text": "length",
         "annotation": "how long a reply is; 0 = like the movement before"
        }
       },
       {
        "box": {
         "id": "obj-44",
         "maxclass": "live.dial",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          490.0,
          60.0,
          48.0
         ],
         "varname": "gesture length",
         "annotation": "how long a reply is; 0 = like the movement before",
         "parameter_enable": 1,
         "saved_attribute_attributes": {
          "valueof": {
           "parameter_longname": "gesture length",
           "parameter_shortname": "length",
           "parameter_type": 0,
           "parameter_mmin": 0.0,
           "parameter_mmax": 3600.0,
           "parameter_initial_enable": 0,
           "parameter_initial": [
            0.0
           ],
           "parameter_unitstyle": 1
          }
         },
         "outlettype": [
          "",
          "float"
         ]
        }
       },
       {
        "box": {
         "id": "obj-45",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          490.0,
          169.0,
          22.0
         ],
         "text": "prepend /gesture/length",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-46",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          490.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-47",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          215.0,
          490.0,
          110.0,
          20.0
         ],
         "text": "s"
        }
       },
       {
        "box": {
         "id": "obj-48",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          544.0,
          125.0,
          20.0
         ],
         "text": "seed",
         "annotation": "the same seed and the same input give the same answer"
        }
       },
       {
        "box": {
         "id": "obj-49",
         "maxclass": "number",
         "numinlets": 1,
         "numoutlets": 2,
         "patching_rect": [
          150.0,
          544.0,
          100.0,
          22.0
         ],
         "minimum": 0,
         "maximum": 2147483647,
         "annotation": "the same seed and the same input give the same answer",
         "outlettype": [
          "",
          "bang"
         ]
        }
       },
       {
        "box": {
         "id": "obj-50",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          544.0,
          155.0,
          22.0
         ],
         "text": "prepend /gesture/seed",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-51",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          544.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-52",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          574.0,
          125.0,
          20.0
         ],
         "text": "load",
         "annotation": "swap the package without a gap; on failure the old one stays"
        }
       },
       {
        "box": {
         "id": "obj-53",
         "maxclass": "umenu",
         "numinlets": 1,
         "numoutlets": 3,
         "patching_rect": [
          150.0,
          574.0,
          120.0,
          22.0
         ],
         "items": [
          "faders",
          ",",
          "pen"
         ],
         "annotation": "swap the package without a gap; on failure the old one stays",
         "outlettype": [
          "int",
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-54",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          330.0,
          574.0,
          155.0,
          22.0
         ],
         "text": "prepend /gesture/load",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-55",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          600.0,
          574.0,
          92.0,
          22.0
         ],
         "text": "s duende.out"
        }
       },
       {
        "box": {
         "id": "obj-56",
         "maxclass": "comment",
         "numinlets": 1,
         "numoutlets": 0,
         "patching_rect": [
          20.0,
          604.0,
          47.0,
          20.0
         ],
         "text": "state"
        }
       },
       {
        "box": {
         "id": "obj-57",
         "maxclass": "message",
         "numinlets": 2,
         "numoutlets": 1,
         "patching_rect": [
          150.0,
          604.0,
          100.0,
          22.0
         ],
         "text": "",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-58",
         "maxclass": "newobj",
         "numinlets": 10,
         "numoutlets": 10,
         "patching_rect": [
          740.0,
          50.0,
          1107.0,
          22.0
         ],
         "text": "route /gesture/out/value /gesture/mode /gesture/temperature /gesture/spread /gesture/quantize /gesture/pause /gesture/length /gesture/seed /gesture/out/state",
         "outlettype": [
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-59",
         "maxclass": "newobj",
         "numinlets": 0,
         "numoutlets": 1,
         "patching_rect": [
          740.0,
          20.0,
          85.0,
          22.0
         ],
         "text": "r duende.in",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-60",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          740.0,
          90.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-61",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          850.0,
          90.0,
          127.0,
          22.0
         ],
         "text": "prepend setsymbol",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-62",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          960.0,
          90.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-63",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          740.0,
          120.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-64",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          850.0,
          120.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-65",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          960.0,
          120.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-66",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          740.0,
          150.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-67",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          850.0,
          150.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       },
       {
        "box": {
         "id": "obj-68",
         "maxclass": "newobj",
         "numinlets": 1,
         "numoutlets": 1,
         "patching_rect": [
          960.0,
          150.0,
          85.0,
          22.0
         ],
         "text": "prepend set",
         "outlettype": [
          ""
         ]
        }
       }
      ],
      "lines": [
       {
        "patchline": {
         "source": [
          "obj-2",
          0
         ],
         "destination": [
          "obj-3",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-3",
          0
         ],
         "destination": [
          "obj-4",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-5",
          0
         ],
         "destination": [
          "obj-6",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-6",
          0
         ],
         "destination": [
          "obj-7",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-8",
          0
         ],
         "destination": [
          "obj-9",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-9",
          0
         ],
         "destination": [
          "obj-10",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-13",
          0
         ],
         "destination": [
          "obj-14",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-15",
          0
         ],
         "destination": [
          "obj-16",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-17",
          0
         ],
         "destination": [
          "obj-18",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-19",
          0
         ],
         "destination": [
          "obj-20",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-22",
          0
         ],
         "destination": [
          "obj-23",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-23",
          0
         ],
         "destination": [
          "obj-24",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-26",
          0
         ],
         "destination": [
          "obj-27",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-27",
          0
         ],
         "destination": [
          "obj-28",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-30",
          0
         ],
         "destination": [
          "obj-31",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-31",
          0
         ],
         "destination": [
          "obj-32",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-34",
          0
         ],
         "destination": [
          "obj-35",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-35",
          0
         ],
         "destination": [
          "obj-36",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-39",
          0
         ],
         "destination": [
          "obj-40",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-40",
          0
         ],
         "destination": [
          "obj-41",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-44",
          0
         ],
         "destination": [
          "obj-45",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-45",
          0
         ],
         "destination": [
          "obj-46",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-49",
          0
         ],
         "destination": [
          "obj-50",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-50",
          0
         ],
         "destination": [
          "obj-51",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-53",
          0
         ],
         "destination": [
          "obj-54",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-54",
          0
         ],
         "destination": [
          "obj-55",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-59",
          0
         ],
         "destination": [
          "obj-58",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-58",
          0
         ],
         "destination": [
          "obj-60",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-60",
          0
         ],
         "destination": [
          "obj-12",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-58",
          1
         ],
         "destination": [
          "obj-61",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-61",
          0
         ],
         "destination": [
          "obj-22",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-58",
          2
         ],
         "destination": [
          "obj-62",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-62",
          0
         ],
         "destination": [
          "obj-26",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-58",
          3
         ],
         "destination": [
          "obj-63",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-63",
          0
         ],
         "destination": [
          "obj-30",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-58",
          4
         ],
         "destination": [
          "obj-64",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-64",
          0
         ],
         "destination": [
          "obj-34",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-58",
          5
         ],
         "destination": [
          "obj-65",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-65",
          0
         ],
         "destination": [
          "obj-39",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-58",
          6
         ],
         "destination": [
          "obj-66",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-66",
          0
         ],
         "destination": [
          "obj-44",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-58",
          7
         ],
         "destination": [
          "obj-67",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-67",
          0
         ],
         "destination": [
          "obj-49",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-58",
          8
         ],
         "destination": [
          "obj-68",
          0
         ]
        }
       },
       {
        "patchline": {
         "source": [
          "obj-68",
          0
         ],
         "destination": [
          "obj-57",
          0
         ]
        }
       }
      ]
     }
    }
   }
  ],
  "lines": [
   {
    "patchline": {
     "source": [
      "obj-4",
      0
     ],
     "destination": [
      "obj-3",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-5",
      0
     ],
     "destination": [
      "obj-6",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-10",
      0
     ],
     "destination": [
      "obj-9",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-11",
      0
     ],
     "destination": [
      "obj-9",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-9",
      1
     ],
     "destination": [
      "obj-7",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-7",
      0
     ],
     "destination": [
      "obj-3",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-9",
      0
     ],
     "destination": [
      "obj-13",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-13",
      0
     ],
     "destination": [
      "obj-8",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-8",
      0
     ],
     "destination": [
      "obj-3",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-16",
      0
     ],
     "destination": [
      "obj-14",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-14",
      0
     ],
     "destination": [
      "obj-17",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-17",
      0
     ],
     "destination": [
      "obj-15",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-14",
      1
     ],
     "destination": [
      "obj-18",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-18",
      0
     ],
     "destination": [
      "obj-15",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-20",
      0
     ],
     "destination": [
      "obj-21",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-21",
      0
     ],
     "destination": [
      "obj-22",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-25",
      0
     ],
     "destination": [
      "obj-26",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-26",
      0
     ],
     "destination": [
      "obj-27",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-30",
      0
     ],
     "destination": [
      "obj-31",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-31",
      0
     ],
     "destination": [
      "obj-32",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-33",
      0
     ],
     "destination": [
      "obj-34",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-35",
      0
     ],
     "destination": [
      "obj-36",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-37",
      0
     ],
     "destination": [
      "obj-38",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-39",
      0
     ],
     "destination": [
      "obj-40",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-41",
      0
     ],
     "destination": [
      "obj-42",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-44",
      0
     ],
     "destination": [
      "obj-43",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-43",
      0
     ],
     "destination": [
      "obj-45",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-45",
      0
     ],
     "destination": [
      "obj-20",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-43",
      1
     ],
     "destination": [
      "obj-46",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-46",
      0
     ],
     "destination": [
      "obj-25",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-43",
      2
     ],
     "destination": [
      "obj-47",
      0
     ]
    }
   },
   {
    "patchline": {
     "source": [
      "obj-47",
      0
     ],
     "destination": [
      "obj-30",
      0
     ]
    }
   }
  ]
 }
}
